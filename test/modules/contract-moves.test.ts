import { Refusal } from '@juxian/base/refusal.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { movesFor, offerOf } from '@juxian/engine/moves.ts';
import { getRecord, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsOwnShapes, typedOf } from './specimen.ts';
import {
  type Anybody,
  everybody,
  everyModule,
  openStage,
  type Placed,
  partsOf,
  placesOf,
  type Stage,
  type Where,
} from './stage.ts';
import { typedBy } from './targets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.stop());

/** How the declaration stands to a move, read from it alone: offered, or the code it is refused with. */
function standing(
  module: AnyModule,
  name: string,
  who: Anybody,
  state: string,
  where: Where,
  isOwner: boolean,
): string {
  const move = module.moves[name];
  const parts = partsOf(module, who, state, where);
  if (!move) throw new Error(`${module.name} has no move ${name}`);
  if (module.reach === 'staff' && (who === 'applicant' || who === 'public')) return 'missing.module';
  if (who !== 'clock' && parts.length === 0) return 'missing.record';
  const isBy = who === 'clock' ? move.by.includes('clock') : parts.some(({ role }) => move.by.includes(role));
  const isTheirs = isBy && (who === 'clock' || move.only !== 'owner' || isOwner);
  const isHere = (move.from as readonly string[]).includes(state);
  return isTheirs ? (isHere ? 'offered' : 'conflict.state') : 'forbidden.move';
}

type Outcome = { code: string; reason?: string };
const outcomeOf = (work: Promise<unknown>): Promise<Outcome> =>
  work.then(
    () => ({ code: 'done' }),
    (error: unknown) => {
      if (error instanceof Refusal) return { code: error.code, reason: error.reason('zh-CN') };
      throw error;
    },
  );

async function offersOf(ctx: Ctx, { module, id }: Placed) {
  const resolved = moduleOf(ctx, module.name);
  const record = await loadRecord(ctx, resolved, id);
  if (!record) throw new Error('placed and gone');
  return { resolved, record, gate: await gateOf(ctx, resolved) };
}

const revisionOf = async (placed: Placed): Promise<number | undefined> => {
  const ctx = await stage.county.ticking();
  return (await loadRecord(ctx, moduleOf(ctx, placed.module.name), placed.id))?.revision;
};

async function eachStanding(
  module: AnyModule,
  state: string,
  placed: Placed,
  check: (at: { ctx: Ctx; who: Anybody; where: Where; name: string; expected: string }) => Promise<void>,
): Promise<void> {
  for (const who of everybody)
    for (const where of placesOf(module, who)) {
      const ctx = await stage.actor(who, placed, where);
      for (const name of Object.keys(module.moves)) {
        const expected = standing(module, name, who, state, where, ctx.actor.id === placed.owner);
        await check({ ctx, who, where, name, expected });
      }
    }
}

const withMoves = everyModule.filter(({ moves }) => Object.keys(moves).length > 0);
const cases = withMoves.flatMap((module) =>
  Object.keys(module.states).map((state) => [module.name, state, module] as const),
);

describe.each(cases)('%s at %s', { timeout: 120_000 }, (moduleName, state, module) => {
  it('offers each role exactly the moves its declaration gives it', async () => {
    const placed = await stage.place(module, state);
    const standings = everybody.flatMap((who) => placesOf(module, who).map((where) => ({ who, where })));
    await Promise.all(
      standings.map(async ({ who, where }) => {
        const ctx = await stage.actor(who, placed, where);
        const expected = Object.keys(module.moves).filter(
          (name) => standing(module, name, who, state, where, ctx.actor.id === placed.owner) === 'offered',
        );
        const seen = partsOf(module, who, state, where).length > 0 || who === 'clock';
        const answer = getRecord(ctx, { module: moduleName, id: placed.id });
        if (seen)
          expect(
            (await answer).moves.map(({ name }) => name),
            `${who} ${where}`,
          ).toEqual(expected);
        else expect((await outcomeOf(answer)).code, `${who} ${where}`).toMatch(/^missing\.(record|module)$/);
      }),
    );
  });

  it('refuses whatever it does not offer, and changes nothing', async () => {
    const placed = await stage.place(module, state);
    const refusals: (() => Promise<void>)[] = [];
    await eachStanding(module, state, placed, async ({ ctx, who, where, name, expected }) => {
      if (expected === 'offered') return;
      const input = typedOf(module.moves[name]?.asks ?? {}, Object.keys(module.moves[name]?.asks ?? {})).values;
      refusals.push(async () => {
        const { code } = await outcomeOf(takeMove(ctx, { module: moduleName, id: placed.id, move: name, input }));
        expect(code, `${name} by ${who} ${where}`).toBe(expected);
      });
    });
    await Promise.all(refusals.map((refused) => refused()));
    expect(await revisionOf(placed)).toBe(1);
  });

  it('refuses what it offers with a reason for that reason, and takes what it offers without one', async () => {
    let placed = await stage.place(module, state);
    const first = placed.id;
    await eachStanding(module, state, placed, async ({ ctx: before, who, where, name, expected }) => {
      if (expected !== 'offered') return;
      const isChanged = (await revisionOf(placed)) !== 1;
      if (isChanged) placed = await placedLike(placed);
      // Who is near a record by its id is near that one only.
      const ctx = placed.id === first ? before : await stage.actor(who, placed, where);
      const { resolved, record, gate } = await offersOf(ctx, placed);
      const offer = (await movesFor(ctx, resolved, record, gate)).find((one) => one.name === name);
      const asks = offer?.move.asks ?? {};
      const input = await typedBy(stage.county, ctx, asks, Object.keys(asks));
      const said = `${name} by ${who} ${where}`;
      if (offer?.refusal) {
        const outcome = await outcomeOf(takeMove(ctx, { module: moduleName, id: placed.id, move: name, input }));
        expect(outcome, said).toEqual({ code: offer.refusal.code, reason: offer.refusal.reason('zh-CN') });
        expect(await revisionOf(placed), said).toBe(1);
      } else if (holdsOwnShapes(module)) {
        expect((await offerOf(ctx, resolved, record, gate, name)).name, said).toBe(name);
      } else {
        const outcome = await outcomeOf(takeMove(ctx, { module: moduleName, id: placed.id, move: name, input }));
        expect(outcome.code, said).not.toMatch(/^(forbidden\.move|missing\.move|missing\.record|conflict\.state)$/);
        if (outcome.code === 'done') await expectTaken(placed, name);
        else expect(await revisionOf(placed), said).toBe(1);
      }
    });
  });
});

/** Another record of the same values, so that whoever was near the first is near it. */
async function placedLike(placed: Placed): Promise<Placed> {
  const unique = Object.entries(placed.module.fields).filter(([, field]) => field.unique);
  const values = { ...placed.values };
  for (const [name] of unique) delete values[name];
  return stage.place(placed.module, placed.state, values, placed.owner);
}

async function expectTaken({ module, id }: Placed, name: string): Promise<void> {
  const ctx = await stage.county.ticking();
  const record = await loadRecord(ctx, moduleOf(ctx, module.name), id);
  const move = module.moves[name];
  expect(Object.keys(module.states)).toContain(record?.state);
  if (move?.to && !move.derive) expect(record?.state).toBe(move.to);
  const events = await listEvents(ctx, { module: module.name, id });
  expect(events.map((event) => event.name)).toEqual(['create', name]);
}
