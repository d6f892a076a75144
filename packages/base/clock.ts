const ahead = 8 * 3_600_000;

/**
 * A day as `YYYY-MM-DD` and a moment as `YYYY-MM-DDTHH:mm:ss+08:00`: the offices all live in one time zone. The offset
 * is the one written, whatever summer time a year had (1940 to 1949, 1986 to 1991).
 */
export const momentOf = (ms: number): string => `${new Date(ms + ahead).toISOString().slice(0, 19)}+08:00`;
export const dayOf = (ms: number): string => momentOf(ms).slice(0, 10);

/**
 * Two clocks. `wall` stamps, leases, sessions and rate windows; `business` drives deadlines, ages, publicity
 * and grace, ticks from wherever it was set and never touches a stamp.
 */
export class Clock {
  #offset = 0;
  readonly wall: () => number;

  constructor(wall: () => number = Date.now, business?: number) {
    this.wall = wall;
    if (business !== undefined) this.set(business);
  }

  business(): number {
    return this.wall() + this.#offset;
  }

  /** Moves the business clock; it goes on ticking from there. */
  set(business: number): void {
    this.#offset = business - this.wall();
  }

  now(): string {
    return momentOf(this.business());
  }

  today(): string {
    return dayOf(this.business());
  }
}
