import { passAmong } from './columns.ts';
import { fieldsSeenOn } from './dated.ts';
import type { AnyModule } from './define.ts';
import type { Admission, ModuleRows } from './module-rows.ts';

/** What stands before a list: one part for each role the actor holds. A row is seen if any part lets it through. */
export type ListGate = {
  grants: readonly GatePart[];
  /** The same for gates that let the same rows and fields through, today and for this actor; other gates have another. */
  signature: string;
};

export type GatePart = {
  fields: ReadonlySet<string>;
  /** States outside of which the part lets nothing through. */
  states?: ReadonlySet<string>;
  /** Records that name one of these in the field do not exist for the reader. */
  avoid?: { field: string; ids: ReadonlySet<string> };
  scope:
    | { sees: 'all' }
    | { sees: 'within' | 'assigned'; field: string; ids: ReadonlySet<string> }
    | { sees: 'among' | 'agreed'; field: string; values: ReadonlySet<string> }
    | { sees: 'own'; person: string }
    | { sees: 'open'; states: ReadonlySet<string> };
};

/** The gate before a list of a day: without the drawn fields whose other values are not the reader's to see. */
export function gateOn(module: Pick<AnyModule, 'drawn'>, gate: ListGate, day: string, today: string): ListGate {
  const grants = gate.grants.map((part) => ({ ...part, fields: fieldsSeenOn(module, part.fields, day, today) }));
  const isSame = grants.every(({ fields }, i) => fields === gate.grants[i]?.fields);
  return isSame ? gate : { grants, signature: `${gate.signature}|then` };
}

const most = 30;

/**
 * By slot: one bit for each part of the gate that lets the row through; without any, the row does not exist for the
 * reader. Scopes look at what holds today, whatever day a list is of.
 */
export function admissionOf(rows: ModuleRows, gate: ListGate, today: string): Admission {
  if (gate.grants.length > most) throw new Error(`A gate of more than ${most} parts`);
  const admission = rows.admissions.of(`${today} ${gate.signature}`, () => ({
    version: -1,
    bits: new Uint32Array(),
    seen: new Uint8Array(),
  }));
  if (admission.version !== rows.version) bringUpToDate(admission, rows, gate, today);
  return admission;
}

function bringUpToDate(admission: Admission, rows: ModuleRows, gate: ListGate, today: string): void {
  const changed = rows.changedSince(admission.version);
  const tests = gate.grants.map((part) => testOf(rows, part, today));
  const bitsOf = (slot: number) =>
    rows.stands(slot) ? tests.reduce((bits, test, i) => (test(slot) ? bits | (1 << i) : bits), 0) : 0;
  if (admission.bits.length < rows.count) makeRoom(admission, rows.count);
  const set = (slot: number) => {
    const bits = bitsOf(slot);
    admission.bits[slot] = bits;
    admission.seen[slot] = bits === 0 ? 0 : 1;
  };
  if (changed) changed.forEach(set);
  else for (let slot = 0; slot < rows.count; slot++) set(slot);
  admission.version = rows.version;
}

function makeRoom(admission: Admission, count: number): void {
  const room = Math.max(64, Math.ceil(1.5 * count));
  const { bits, seen } = admission;
  admission.bits = new Uint32Array(room);
  admission.bits.set(bits);
  admission.seen = new Uint8Array(room);
  admission.seen.set(seen);
}

type Test = (slot: number) => boolean;

function testOf(rows: ModuleRows, part: GatePart, today: string): Test {
  const tests = [scopeTest(rows, part.scope, today)];
  if (part.states) tests.push(ownTest(rows, 'state', part.states));
  if (part.avoid) {
    const named = fieldTest(rows, part.avoid.field, part.avoid.ids, today);
    tests.push((slot) => !named(slot));
  }
  return (slot) => tests.every((test) => test(slot));
}

function scopeTest(rows: ModuleRows, scope: GatePart['scope'], today: string): Test {
  switch (scope.sees) {
    case 'all':
      return () => true;
    case 'own':
      return ownTest(rows, 'owner', [scope.person]);
    case 'open':
      return ownTest(rows, 'state', scope.states);
    case 'agreed': {
      const tests = [...scope.values].map((value) => fieldTest(rows, scope.field, new Set([value]), today));
      return (slot) => tests.every((test) => test(slot));
    }
    case 'among':
      return fieldTest(rows, scope.field, scope.values, today);
    default:
      return fieldTest(rows, scope.field, scope.ids, today);
  }
}

function ownTest(rows: ModuleRows, name: 'state' | 'owner', wanted: Iterable<string>): Test {
  const column = rows.own(name);
  const pass = passAmong(column.dictionary, wanted);
  return (slot) => pass[column.codeAt(slot)] === 1;
}

function fieldTest(rows: ModuleRows, field: string, wanted: ReadonlySet<string>, today: string): Test {
  if (field === 'id') return (slot) => wanted.has(rows.ids[slot] ?? '');
  const column = rows.column(field, today);
  if (!column || column.holds === 'numbers') return () => false;
  const pass = passAmong(column.dictionary, wanted);
  pass[0] = 0;
  return column.holds === 'codes'
    ? (slot) => pass[column.codeAt(slot)] === 1
    : (slot) => column.codesAt(slot).some((code) => pass[code] === 1);
}
