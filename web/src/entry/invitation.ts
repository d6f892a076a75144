import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { rest } from '../rest.ts';
import { words } from '../words.ts';
import { onSubmit, part, tell } from './page.ts';

type Invitation = { name: string; email: string; county: string; known: boolean; reset: boolean };

const token = encodeURIComponent(location.pathname.split('/').at(-1) ?? '');
const form = part<HTMLFormElement>('#invitation');

async function open(): Promise<void> {
  const { name, email, county, known, reset } = await rest<Invitation>(`/invitations/${token}`);
  part('#who').textContent = say(reset ? words.sign.resetFor : words.sign.invited, { name, county });
  part<HTMLInputElement>('[name="email"]').value = email;
  const password = part<HTMLInputElement>('[name="password"]');
  password.autocomplete = known ? 'current-password' : 'new-password';
  part('label[for="password"]').textContent = say(known ? words.sign.ownPassword : words.sign.newPassword);
  part('#fields').hidden = false;
}

open().catch((error) => tell(form, problemOf(error)));

onSubmit(form, async () => {
  const password = part<HTMLInputElement>('[name="password"]').value;
  const { owes } = await rest<{ owes?: string }>(`/invitations/${token}/accept`, {
    method: 'POST',
    body: { password },
  });
  location.assign(owes ? '/sign-in' : '/w');
});

document.title = `${say(words.sign.invitation)} · ${say(words.brand)}`;
