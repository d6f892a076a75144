import type { FigureReader } from '../figures.ts';

/** The seats of a share in percent; a part of a seat is rounded as the county settled, cut off by default. */
export function seatsOf(posts: number, percent: number, figure: FigureReader): number {
  const hundredths = posts * percent;
  const whole = Math.floor(hundredths / 100);
  return hundredths % 100 >= figure('cadre.quotaRoundUpFrom').value ? whole + 1 : whole;
}
