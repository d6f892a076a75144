import { say } from '../locale.ts';
import { rest } from '../rest.ts';
import { words } from '../words.ts';
import { onSubmit, part, value } from './page.ts';

onSubmit(part('#sign-up'), async () => {
  const answer = await rest<{ tenant: { state: string }; session?: unknown }>('/tenants', {
    method: 'POST',
    body: {
      division: value('division'),
      kind: part<HTMLSelectElement>('[name="kind"]').value,
      name: value('name'),
      slug: value('slug'),
      admin: {
        name: value('person'),
        email: value('email'),
        password: part<HTMLInputElement>('[name="password"]').value,
      },
    },
  });
  if (answer.session) return location.assign('/w/settings');
  part('#sign-up').hidden = true;
  part('#waiting').hidden = false;
});

document.title = `${say(words.sign.up)} · ${say(words.brand)}`;
