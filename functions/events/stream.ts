import { itemOfImage } from '@juxian/store/stream.ts';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Deps } from '../deps.ts';
import { deliver } from './deliver.ts';
import { happenedIn } from './happened.ts';

/** The subscribers behind the table's stream; what failed is named, so that the stream tells it again. */
export const streamOf =
  (deps: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
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
