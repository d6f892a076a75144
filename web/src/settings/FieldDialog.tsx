import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { useState } from 'react';
import { say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { type Diff, put } from './diff.ts';
import { terms } from './words.ts';

type Text = { zh: string; en: string };
const textOf = (zh: string, en: string): Text | undefined =>
  zh.trim() === '' ? undefined : { zh: zh.trim(), en: en.trim() || zh.trim() };

type LineProps = {
  id: string;
  label: string;
  value: string;
  change(value: string): void;
  long?: boolean;
  hint?: string;
  max: number;
};

const TextLine = ({ id, label, value, change, long, hint, max }: LineProps) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {long ? (
      <textarea
        id={id}
        className="in"
        maxLength={max}
        value={value}
        placeholder={hint}
        onChange={({ target }) => change(target.value)}
      />
    ) : (
      <input
        id={id}
        className="in"
        maxLength={max}
        value={value}
        placeholder={hint}
        onChange={({ target }) => change(target.value)}
      />
    )}
  </div>
);

const DayLine = ({ id, label, value, change }: Pick<LineProps, 'id' | 'label' | 'value' | 'change'>) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    <input id={id} className="in" type="date" value={value} onChange={({ target }) => change(target.value)} />
  </div>
);

/** Words, help and further choices of an inherited field. */
export function FieldDialog({
  field,
  diff,
  change,
  close,
}: {
  field: FieldAnswer;
  diff: Diff;
  change(diff: Diff): void;
  close(): void;
}) {
  const { name } = field;
  const label = diff.words?.fields?.[name];
  const help = diff.help?.[name];
  const [zh, setZh] = useState(label?.zh ?? '');
  const [en, setEn] = useState(label && label.en !== label.zh ? label.en : '');
  const [helpZh, setHelpZh] = useState(help?.zh ?? '');
  const [helpEn, setHelpEn] = useState(help && help.en !== help.zh ? help.en : '');
  const [added, setAdded] = useState(
    Object.values(diff.choices?.[name] ?? {})
      .map(lineOf)
      .join('\n'),
  );
  const [requiredFrom, setRequiredFrom] = useState(diff.dated?.[name]?.requiredFrom ?? '');
  const [frozenFrom, setFrozenFrom] = useState(diff.dated?.[name]?.frozenFrom ?? '');
  const takesChoices = field.kind === 'choice' || field.kind === 'choices';
  const submit = () => {
    const days = { ...(requiredFrom ? { requiredFrom } : {}), ...(frozenFrom ? { frozenFrom } : {}) };
    const worded = put(put(diff, ['words', 'fields', name], textOf(zh, en)), ['help', name], textOf(helpZh, helpEn));
    const dated = put(worded, ['dated', name], Object.keys(days).length > 0 ? days : undefined);
    change(takesChoices ? put(dated, ['choices', name], choicesOf(added, diff.choices?.[name])) : dated);
    close();
  };
  return (
    <Dialog title={field.label} close={close} submit={submit} broad>
      <div className="fields">
        <TextLine id="label-zh" label={say(terms.labelZh)} value={zh} change={setZh} max={60} hint={field.label} />
        <TextLine id="label-en" label={say(terms.labelEn)} value={en} change={setEn} max={180} />
        <TextLine
          id="help-zh"
          label={say(terms.helpZh)}
          value={helpZh}
          change={setHelpZh}
          max={500}
          long
          hint={field.help ?? ''}
        />
        <TextLine id="help-en" label={say(terms.helpEn)} value={helpEn} change={setHelpEn} max={1500} long />
        <DayLine id="required-from" label={say(terms.requiredFrom)} value={requiredFrom} change={setRequiredFrom} />
        <DayLine id="frozen-from" label={say(terms.frozenFrom)} value={frozenFrom} change={setFrozenFrom} />
      </div>
      {takesChoices ? (
        <div className="field">
          <label htmlFor="added-choices">{say(terms.addChoices)}</label>
          <textarea id="added-choices" className="in" value={added} onChange={({ target }) => setAdded(target.value)} />
          <p className="help">{say(terms.choicesHelp)}</p>
        </div>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button type="submit">{say(terms.take)}</Button>
      </div>
    </Dialog>
  );
}

const lineOf = ({ zh, en }: Text): string => (en === zh ? zh : `${zh} | ${en}`);

/** One choice a line, `中文 | English`; a choice that was there keeps its key. */
function choicesOf(typed: string, before: Record<string, Text> | undefined): Record<string, Text> | undefined {
  const lines = typed.split('\n').flatMap((line) => {
    const [zh = '', en = ''] = line.split('|');
    return textOf(zh, en) ?? [];
  });
  const known = Object.entries(before ?? {});
  const used = new Set(known.map(([key]) => key));
  const keyed = lines.map((text): [string, Text] => {
    const key = known.find(([, { zh }]) => zh === text.zh)?.[0] ?? freeKey(used);
    used.add(key);
    return [key, text];
  });
  return keyed.length > 0 ? Object.fromEntries(keyed) : undefined;
}

/** The next name of the county's own that is not taken. */
function freeKey(used: ReadonlySet<string>): string {
  let n = used.size + 1;
  while (used.has(`own_${n}`)) n += 1;
  return `own_${n}`;
}

/** Those who may be given a field of the county's own. */
const holders = ['office', 'applicant', 'unit', 'industry', 'leader'] as const;
type Holder = (typeof holders)[number];

const ownKinds = ['text', 'longText', 'number', 'money', 'date', 'choice', 'choices'] as const;
type OwnKind = (typeof ownKinds)[number];

const Boxes = ({
  options,
  chosen,
  choose,
}: {
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  choose(chosen: readonly string[]): void;
}) =>
  options.map(({ value, label }) => (
    <label key={value} className="opt">
      <input
        type="checkbox"
        checked={chosen.includes(value)}
        onChange={({ target }) => choose(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
      />
      {label}
    </label>
  ));

/** A field of the county's own. */
export function OwnFieldDialog({
  fields,
  diff,
  change,
  close,
}: {
  fields: readonly FieldAnswer[];
  diff: Diff;
  change(diff: Diff): void;
  close(): void;
}) {
  const [roles, setRoles] = useState<readonly Holder[]>(['office']);
  const [only, setOnly] = useState('');
  const [among, setAmong] = useState<readonly string[]>([]);
  const limits = fields.filter(({ kind, source }) => kind === 'choice' && source === 'inherited');
  const limit = limits.find(({ name }) => name === only);
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [helpZh, setHelpZh] = useState('');
  const [kind, setKind] = useState<OwnKind>('text');
  const [required, setRequired] = useState(false);
  const [choices, setChoices] = useState('');
  const [wrong, setWrong] = useState(false);
  const takesChoices = kind === 'choice' || kind === 'choices';
  const submit = () => {
    const label = textOf(zh, en);
    const given = choicesOf(choices, undefined);
    if (!label || (takesChoices && !given) || (limit && among.length === 0) || roles.length === 0)
      return setWrong(true);
    const help = textOf(helpZh, '');
    const field = {
      kind,
      label,
      required,
      roles,
      options: takesChoices ? { choices: given } : {},
      ...(help ? { help } : {}),
      ...(limit ? { only: { field: limit.name, among } } : {}),
    };
    change(put(diff, ['own', freeKey(new Set(Object.keys(diff.own ?? {})))], field));
    close();
  };
  return (
    <Dialog title={say(terms.newField)} close={close} submit={submit} broad>
      {wrong ? (
        <p className="err" role="alert">
          {say(terms.fieldNeeds)}
        </p>
      ) : null}
      <div className="fields">
        <TextLine id="own-zh" label={say(terms.labelZh)} value={zh} change={setZh} max={30} />
        <TextLine id="own-en" label={say(terms.labelEn)} value={en} change={setEn} max={90} />
        <div className="field">
          <label htmlFor="own-kind">{say(terms.kind)}</label>
          <select id="own-kind" className="in" value={kind} onChange={({ target }) => setKind(target.value as OwnKind)}>
            {ownKinds.map((one) => (
              <option key={one} value={one}>
                {say(terms.kinds[one])}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label className="opt">
            <input type="checkbox" checked={required} onChange={({ target }) => setRequired(target.checked)} />
            {say(terms.required)}
          </label>
        </div>
        <TextLine id="own-help" label={say(terms.helpZh)} value={helpZh} change={setHelpZh} max={500} long />
        {takesChoices ? (
          <TextLine
            id="own-choices"
            label={say(terms.choicesHelp)}
            value={choices}
            change={setChoices}
            max={2000}
            long
          />
        ) : null}
        <fieldset className="field">
          <legend>{say(terms.ownRoles)}</legend>
          <Boxes
            options={holders.map((value) => ({ value, label: say(words.roles[value]) }))}
            chosen={roles}
            choose={(chosen) => setRoles(holders.filter((one) => chosen.includes(one)))}
          />
        </fieldset>
        {limits.length > 0 ? (
          <div className="field">
            <label htmlFor="own-only">{say(terms.only)}</label>
            <select
              id="own-only"
              className="in"
              value={only}
              onChange={({ target }) => {
                setOnly(target.value);
                setAmong([]);
              }}
            >
              <option value="">{say(terms.onlyAll)}</option>
              {limits.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        ) : null}
        {limit ? (
          <fieldset className="field">
            <legend>{say(terms.onlyAmong, { field: limit.label })}</legend>
            <Boxes options={limit.choices ?? []} chosen={among} choose={setAmong} />
          </fieldset>
        ) : null}
      </div>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button type="submit">{say(terms.take)}</Button>
      </div>
    </Dialog>
  );
}
