import type { ComponentProps } from 'react';
import { DataTable } from './DataTable.tsx';
import { Bones, Broken, Empty } from './state.tsx';

export type ListingProps<R> = Omit<ComponentProps<typeof DataTable<R>>, 'rows'> & {
  asked: { data: readonly R[] | undefined; error: unknown; refetch(): void };
  /** What is said where there is nothing. */
  none: { title: string; note: string };
};

/** A table of what was asked for, or why there is none yet. */
export function Listing<R>({ asked: { data, error, refetch }, none, ...table }: ListingProps<R>) {
  return (
    <>
      {error ? <Broken error={error} again={refetch} /> : null}
      {data || error ? null : <Bones />}
      {data?.length === 0 ? (
        <Empty title={none.title}>
          <p>{none.note}</p>
        </Empty>
      ) : null}
      {data && data.length > 0 ? <DataTable rows={data} {...table} /> : null}
    </>
  );
}
