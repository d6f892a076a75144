import type { Delivery } from '@juxian/functions/events/deliveries.ts';
import type { Webhook } from '@juxian/functions/events/webhooks.ts';
import { queryOptions } from '@tanstack/react-query';
import { restAsked } from '../api.ts';
import { queries } from '../queries.ts';

export type { Delivery, Webhook };

export const hooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async () => (await restAsked<{ items: Webhook[] }>('/webhooks')).items,
});
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: async () => (await restAsked<{ items: Delivery[] }>(`/webhooks/${id}/deliveries`)).items,
    refetchInterval: 10_000,
  });

export const rereadHooks = () => queries.invalidateQueries({ queryKey: ['webhooks'] });

export const hostOf = ({ url }: Pick<Webhook, 'url'>): string => new URL(url).host;
