import type { KeyboardEvent } from 'react';

/** Whether a key belongs to an input method that is still composing; 229 is what older browsers send then. */
export const composing = (event: KeyboardEvent | globalThis.KeyboardEvent): boolean => {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
};
