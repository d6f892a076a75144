export {};

type Words = Record<
  'saved' | 'saving' | 'offline' | 'signedOut' | 'refused' | 'stale' | 'left' | 'over' | 'uploading' | 'back',
  string
>;
type Answer = {
  revision: number;
  at: string;
  problems: { path: string; message: string }[];
  html: Record<string, string>;
};

const all = <E extends HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];
const fill = (text: string, value: string | number): string => text.replace(/\{\w+\}/, String(value));

const form = document.querySelector<HTMLFormElement>('form[data-draft]');
const words: Partial<Words> = form ? JSON.parse(form.dataset.words ?? '{}') : {};

/** Characters as the server counts them: a rare character is one. */
function countDown(): void {
  for (const note of all('[data-count]')) {
    const input = document.getElementById(note.dataset.count ?? '') as HTMLTextAreaElement | null;
    if (!input || !words.left || !words.over) continue;
    const most = Number(note.dataset.max);
    const show = () => {
      const rest = most - [...input.value].length;
      note.textContent = rest >= 0 ? fill(words.left ?? '', rest) : fill(words.over ?? '', -rest);
      note.className = rest < 0 ? 'late' : '';
    };
    input.addEventListener('input', show);
    show();
  }
}

/** Lines of a sub-table come and go on the page; the server numbers them anew when they are saved. */
function addAndRemove(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>('button[data-add], button[data-remove]');
    if (!button?.form) return;
    const group = button.closest('fieldset.field');
    const list = group?.querySelector<HTMLElement>('[data-entries]');
    if (!list) return;
    event.preventDefault();
    if (button.dataset.add) addLine(list, button);
    else button.closest('[data-line]')?.remove();
    const add = group?.querySelector<HTMLElement>('[data-add]');
    if (add) add.hidden = all('[data-line]', list).length >= Number(list.dataset.max);
    if (!button.dataset.add) add?.focus();
    changed();
  });
}

let next = 1000;

function addLine(list: HTMLElement, button: HTMLElement): void {
  const template = list.querySelector('template');
  if (!template) return;
  const n = next++;
  const holder = document.createElement('template');
  holder.innerHTML = template.innerHTML.replaceAll('__n__', String(n));
  const line = holder.content.querySelector('legend');
  if (line)
    line.textContent = (line.textContent ?? '').replace(/第项|No\. $/, (found) =>
      found === '第项' ? `第${all('[data-line]', list).length + 1}项` : `No. ${all('[data-line]', list).length + 1}`,
    );
  list.insertBefore(holder.content, template);
  all<HTMLInputElement>('[data-line]', list)
    .at(-1)
    ?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
    ?.focus();
  button.scrollIntoView({ block: 'nearest' });
}

const status = (text: string | undefined): void => {
  const place = form?.querySelector('[data-saved]');
  if (place && text !== undefined) place.textContent = text;
};

/** What was typed, kept in this tab only, with the revision it was stored as; 0 = not stored yet. */
const backup = form ? `draft ${form.getAttribute('action')}` : '';

function pairs(): [string, string][] {
  return form ? [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string') : [];
}

let timer = 0;
let unsaved = false;

function changed(): void {
  unsaved = true;
  remember(0);
  clearTimeout(timer);
  timer = window.setTimeout(saveDraft, 2000);
}

function remember(revision: number): void {
  try {
    sessionStorage.setItem(backup, JSON.stringify({ typed: pairs(), revision }));
  } catch {
    // A full or forbidden store: the server still has what was saved last.
  }
}

let saving = false;

async function saveDraft(): Promise<void> {
  if (!form || !unsaved || saving) return;
  saving = true;
  unsaved = false;
  const body = new FormData();
  for (const [name, value] of pairs()) body.append(name, value);
  body.append('act', 'save');
  status(words.saving);
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
    if (answer.ok) taken((await answer.json()) as Answer);
    else {
      unsaved = true;
      status(answer.status === 401 ? words.signedOut : answer.status === 409 ? words.stale : words.offline);
    }
  } catch {
    unsaved = true;
    status(words.offline);
  }
  saving = false;
}

function taken({ revision, at, problems }: Answer): void {
  const held = form?.querySelector<HTMLInputElement>('input[name=revision]');
  if (held) held.value = String(revision);
  status(problems.length > 0 ? fill(words.refused ?? '', problems.length) : fill(words.saved ?? '', at));
  if (problems.length === 0 && !unsaved) remember(revision);
}

/**
 * Puts back what this tab typed, unless the page drawn is at least as new. A page asked for while a save was under way
 * is older than what was saved.
 */
function restore(): void {
  const kept = sessionStorage.getItem(backup);
  sessionStorage.removeItem(backup);
  if (!kept || !form || /[?&](saved|restored)=/.test(location.search) || document.getElementById('errors')) return;
  const { typed, revision } = JSON.parse(kept) as { typed: [string, string][]; revision: number };
  if (revision > 0 && Number(form.querySelector<HTMLInputElement>('input[name=revision]')?.value) >= revision) return;
  const held = new Map<string, string[]>();
  for (const [name, value] of typed) held.set(name, [...(held.get(name) ?? []), value]);
  let differs = false;
  for (const input of all<HTMLInputElement>('input[name], select[name], textarea[name]', form)) {
    const texts = held.get(input.name);
    if (!texts || input.type === 'hidden' || input.type === 'file') continue;
    if (input.type === 'radio' || input.type === 'checkbox') {
      differs ||= input.checked !== texts.includes(input.value);
      input.checked = texts.includes(input.value);
    } else {
      differs ||= input.value !== texts[0];
      input.value = texts[0] ?? '';
    }
  }
  if (!differs) return;
  changed();
  status(words.back);
}

function autosave(): void {
  if (!form) return;
  restore();
  form.addEventListener('input', (event) => {
    if ((event.target as HTMLInputElement).type !== 'file') changed();
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    sessionStorage.removeItem(backup);
  });
  window.addEventListener('online', () => void saveDraft());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saveDraft();
  });
}

/** A chosen file goes up at once, with its progress; without this the button beside it does the same. */
function uploads(): void {
  document.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    const field = input.dataset?.upload;
    if (!form || !field || !input.files?.length) return;
    const body = new FormData();
    for (const [name, value] of pairs()) body.append(name, value);
    for (const file of input.files) body.append(input.name, file);
    body.append('act', `upload:${field}`);
    send(body, input, field);
  });
}

function send(body: FormData, input: HTMLInputElement, field: string): void {
  if (!form) return;
  const meter = document.createElement('progress');
  meter.className = 'meter';
  meter.max = 100;
  meter.setAttribute('aria-label', input.files?.[0]?.name ?? '');
  input.after(meter);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => {
    meter.value = Math.round((loaded / total) * 100);
    status(fill(words.uploading ?? '', meter.value));
  };
  request.onloadend = () => {
    meter.remove();
    const answer = request.response as (Answer & { detail?: string }) | null;
    if (request.status !== 200 || !answer)
      return status(request.status === 401 ? words.signedOut : (answer?.detail ?? words.offline));
    const html = answer.html[field];
    const place = document.getElementById(`f-${field.replaceAll('.', '-')}`);
    if (html && place) place.outerHTML = html;
    taken(answer);
  };
  request.send(body);
}

countDown();
addAndRemove();
autosave();
uploads();
