import { queryOptions } from '@tanstack/react-query';
import { restAsked } from '../api.ts';

/** The answers of the routes on the own account. */
export type Account = {
  name: string;
  email: string;
  passwordAt: string;
  factor: boolean;
  factorForced: boolean;
  recoveryLeft: number;
  /** When the calendar link in use was made. */
  calendarSince?: string;
};
export type SessionLine = {
  id: string;
  current: boolean;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  ip?: string;
};

export const accountQuery = queryOptions({ queryKey: ['account'], queryFn: () => restAsked<Account>('/me/account') });
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => (await restAsked<{ items: SessionLine[] }>('/sessions')).items,
});
