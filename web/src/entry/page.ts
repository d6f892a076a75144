import '../ui/tokens.css';
import '../ui/base.css';
import './entry.css';
import { locale, say, speak } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { words } from '../words.ts';

/** The element a page is known to hold. */
export function part<E extends Element = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

export const value = (name: string): string => part<HTMLInputElement>(`[name="${name}"]`).value.trim();

/** Puts the page into the reader's language: the Chinese stands in the page, the English beside it in `data-en`. */
function translate(): void {
  document.documentElement.lang = locale;
  const turn = part<HTMLButtonElement>('#language');
  turn.textContent = say(words.shell.language);
  turn.lang = locale === 'en' ? 'zh-CN' : 'en';
  turn.addEventListener('click', () => speak(locale === 'en' ? 'zh-CN' : 'en'));
  if (locale !== 'en') return;
  for (const element of document.querySelectorAll<HTMLElement>('[data-en]'))
    element.textContent = element.dataset.en ?? '';
  for (const element of document.querySelectorAll<HTMLInputElement>('[data-en-hint]'))
    element.placeholder = element.dataset.enHint ?? '';
}

/** Sessions travel in cookies that need HTTPS; only this machine is excepted. */
function tellOfHttps(): void {
  if (location.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)) return;
  const note = document.createElement('p');
  note.className = 'note refused';
  note.setAttribute('role', 'alert');
  note.textContent = say(words.sign.https);
  part('main').prepend(note);
}

/** Shows what was refused: at the fields it is about, else above the form. */
export function tell(form: HTMLFormElement, problem: Problem | undefined): void {
  for (const old of form.querySelectorAll('.err')) old.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
  if (!problem) return;
  const beside = (problem.fields ?? []).filter(({ path, message }) => {
    const input = form.querySelector<HTMLInputElement>(`[name="${path.split('.').at(-1)}"]`);
    if (!input) return false;
    const line = sentence(message);
    line.id = `${input.id}-error`;
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', line.id);
    input.closest('.field')?.append(line);
    return true;
  });
  if (beside.length > 0) form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  else form.prepend(sentence(problem.detail));
}

function sentence(text: string): HTMLParagraphElement {
  const line = document.createElement('p');
  line.className = 'err';
  line.setAttribute('role', 'alert');
  line.textContent = text;
  return line;
}

/** Runs a form's work once at a time and tells what was refused. */
export function onSubmit(form: HTMLFormElement, work: () => Promise<void>, refused?: (problem: Problem) => void): void {
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button?.getAttribute('aria-busy') === 'true') return;
    tell(form, undefined);
    button?.setAttribute('aria-busy', 'true');
    try {
      await work();
    } catch (error) {
      const problem = problemOf(error);
      tell(form, problem);
      refused?.(problem);
    } finally {
      button?.removeAttribute('aria-busy');
    }
  });
}

/** Where to go after signing in: only pages of the workspace. */
export const destination = (): string => {
  const to = new URLSearchParams(location.search).get('to') ?? '';
  return /^\/w(?:[/?]|$)/.test(to) ? to : '/w';
};

translate();
tellOfHttps();
