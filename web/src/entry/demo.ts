import { locale, say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { rest } from '../rest.ts';
import { words } from '../words.ts';
import { part } from './page.ts';

type Card = { key: string; title: string; note: string; county: string };

const list = part<HTMLUListElement>('#cards');

function draw(cards: readonly Card[]): void {
  list.replaceChildren(
    ...cards.map(({ key, title, note, county }) => {
      const card = document.createElement('li');
      const name = document.createElement('h2');
      name.textContent = title;
      const office = document.createElement('small');
      office.textContent = county;
      const what = document.createElement('p');
      what.textContent = note;
      const enter = document.createElement('button');
      enter.type = 'button';
      enter.className = 'btn';
      enter.textContent = say(words.sign.enter);
      enter.setAttribute('aria-label', `${say(words.sign.enter)}${locale === 'en' ? ': ' : '：'}${title}`);
      enter.addEventListener('click', async () => {
        enter.setAttribute('aria-busy', 'true');
        try {
          location.assign(
            (await rest<{ url: string }>(`/dev/demo/${encodeURIComponent(key)}`, { method: 'POST' })).url,
          );
        } catch (error) {
          refuse(error);
          enter.removeAttribute('aria-busy');
        }
      });
      card.append(office, name, what, enter);
      return card;
    }),
  );
}

function refuse(error: unknown): void {
  const line = part('#refused');
  line.textContent = problemOf(error).detail;
  line.hidden = false;
}

rest<Card[]>('/dev/demo').then(draw, refuse);

document.title = `${say(words.sign.demo)} · ${say(words.brand)}`;
