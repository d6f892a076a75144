import { itemOfImage } from '@juxian/store/stream.ts';
import type { Deps } from '../deps.ts';
import { deliver } from './deliver.ts';
import { happenedIn } from './happened.ts';

/** What of a batch of the stream is read here. */
type StreamEvent = { Records: { dynamodb?: { NewImage?: object; SequenceNumber?: string } }[] };
type BatchAnswer = { batchItemFailures: { itemIdentifier: string }[] };

/** The subscribers behind the table's stream; what failed is named, so that the stream tells it again. */
export const streamOf =
  (deps: Deps) =>
  async ({ Records }: StreamEvent): Promise<BatchAnswer> => {
    const entries = Records.flatMap(({ dynamodb }) => {
      const happened = dynamodb?.NewImage && happenedIn(itemOfImage(dynamodb.NewImage));
      return happened ? [{ happened, sequence: dynamodb.SequenceNumber ?? '' }] : [];
    });
    const failed = await deliver(
      deps,
      entries.map(({ happened }) => happened),
    );
    return {
      batchItemFailures: entries
        .filter(({ happened }) => failed.has(happened.event))
        .map(({ sequence }) => ({ itemIdentifier: sequence })),
    };
  };
