import { say } from '../locale.ts';
import type { Problem } from '../problem.ts';
import { rest } from '../rest.ts';
import { words } from '../words.ts';
import { destination, onSubmit, part, value } from './page.ts';

type Signed = { owes?: 'enrol' | 'factor' | 'password' };

const steps = ['sign-in', 'factor', 'enrol', 'recovery', 'password'] as const;
type Step = (typeof steps)[number];

function show(step: Step): void {
  for (const name of steps) part(`#${name}`).hidden = name !== step;
  part(`#${step}`).querySelector<HTMLInputElement>('input')?.focus();
}

/** What comes next: a second factor, setting one up, a new password, or the workspace. */
function goOn({ owes }: Signed): void {
  if (!owes) location.assign(destination());
  else if (owes === 'enrol') void enrol();
  else show(owes);
}

let password = '';

onSubmit(
  part('#sign-in'),
  async () => {
    password = part<HTMLInputElement>('[name="password"]').value;
    const tenant = part<HTMLSelectElement>('[name="tenant"]').value;
    goOn(
      await rest<Signed>('/sessions', {
        method: 'POST',
        body: { login: value('login'), password, ...(tenant ? { tenant } : {}) },
      }),
    );
  },
  chooseCounty,
);

/** Somebody who belongs to several counties says which. */
function chooseCounty(problem: Problem): void {
  if (problem.code !== 'conflict.tenant') return;
  const choice = part<HTMLSelectElement>('[name="tenant"]');
  choice.replaceChildren(
    ...(problem.fields ?? []).map(({ path, message }) => new Option(message, path.replace(/^tenant\./, ''))),
  );
  part('#county').hidden = false;
  choice.focus();
}

onSubmit(part('#factor'), async () => {
  goOn(await rest<Signed>('/sessions/current/factor', { method: 'POST', body: { code: value('code') } }));
});

async function enrol(): Promise<void> {
  const { secret, uri } = await rest<{ secret: string; uri: string }>('/me/factor', {
    method: 'POST',
    body: { password },
  });
  part('#secret').textContent = secret.replace(/(.{4})/g, '$1 ').trim();
  part<HTMLAnchorElement>('#uri').href = uri;
  show('enrol');
}

onSubmit(part('#enrol'), async () => {
  const { recovery, ...signed } = await rest<Signed & { recovery: string[] }>('/me/factor/confirm', {
    method: 'POST',
    body: { code: value('first-code') },
  });
  part('#recovery-codes').replaceChildren(
    ...recovery.map((code) => {
      const line = document.createElement('li');
      line.textContent = code;
      return line;
    }),
  );
  onSubmit(part('#recovery'), async () => goOn(signed));
  show('recovery');
});

onSubmit(part('#password'), async () => {
  const next = part<HTMLInputElement>('[name="new-password"]').value;
  goOn(await rest<Signed>('/me/password', { method: 'PUT', body: { current: password, password: next } }));
});

part<HTMLInputElement>('[name="login"]').focus();
document.title = `${say(words.sign.act)} · ${say(words.brand)}`;
