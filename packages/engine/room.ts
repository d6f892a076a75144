import type { Room } from './define.ts';

const confidential: readonly Room[] = ['cadre', 'supervision'];

/**
 * Whether a room is about people in office. Such rooms keep no scanned archives, mark screens and papers with whoever
 * reads them, and stay closed on the internet until somebody has confirmed them in writing.
 */
export const isConfidential = ({ room }: { room: Room }): boolean => confidential.includes(room);
