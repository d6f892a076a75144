import type { Item } from './action.ts';
import { Recent } from './recent.ts';
import { StoreUnknown } from './wire.ts';

const openFor = 10_000;

/** ms for which something read may stand without being read again. */
const standsFor = 1000;

/** What this process writes to a table that nobody else writes to: what was read stands until the next write. */
export class Written {
  #steps = 0;
  #openUntil = Number.NEGATIVE_INFINITY;

  /** Another one after every write begun or ended; undefined while nobody knows what became of one. */
  get mark(): number | undefined {
    return performance.now() < this.#openUntil ? undefined : this.#steps;
  }

  async during<T>(write: () => Promise<T>): Promise<T> {
    this.#steps++;
    try {
      return await write();
    } catch (error) {
      if (error instanceof StoreUnknown) this.#openUntil = performance.now() + openFor;
      throw error;
    } finally {
      this.#steps++;
    }
  }
}

/** Items as they were read, absent ones too, for as long as nothing is written and for 1 s at most. */
export class Standing {
  readonly #written: Written;
  readonly #items = new Recent<{ mark: number; read: number; item: Item | undefined }>(2000);

  constructor(written: Written) {
    this.#written = written;
  }

  /** What keys of these names hold, in their order; nothing where one of them has to be read. */
  of(names: readonly string[]): (Item | undefined)[] | undefined {
    const { mark } = this.#written;
    const since = performance.now() - standsFor;
    const known = names.map((name) => this.#items.get(name));
    return known.every((one) => one !== undefined && one.mark === mark && one.read >= since)
      ? known.map((one) => one?.item)
      : undefined;
  }

  /** Reads these names and keeps what they hold, unless something is written meanwhile. */
  async reading(
    names: readonly string[],
    read: () => Promise<ReadonlyMap<string, Item>>,
  ): Promise<ReadonlyMap<string, Item>> {
    const { mark } = this.#written;
    const began = performance.now();
    const found = await read();
    if (mark !== undefined && mark === this.#written.mark)
      for (const name of names) this.#items.set(name, { mark, read: began, item: found.get(name) });
    return found;
  }
}
