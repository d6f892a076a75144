import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './action.ts';

/** An image of the table's stream as the item it is of. Bytes stay base64 text: readers of the stream open nothing. */
export const itemOfImage = (image: object): Item => unmarshall(image as Record<string, never>) as Item;
