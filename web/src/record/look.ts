import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { api } from '../api.ts';
import { recordHref } from '../go.ts';
import { locale } from '../locale.ts';
import { isProblem } from '../problem.ts';
import { screenOf } from './screens.ts';

type Given = {
  titles?: Record<string, string>;
  upload?: ScreenLook['upload'];
  later?: Readonly<Record<string, readonly string[]>>;
};

/** Titles learnt from searches, so that a choice just made keeps its words. */
const learnt: Record<string, string> = {};

/** What the screens of the kinds may ask, for a page with these titles. */
export const lookOf = ({ titles = {}, upload, later = {} }: Given = {}): ScreenLook => ({
  locale,
  titles: { ...learnt, ...titles },
  screen: screenOf,
  search: async (module, q) => {
    const { items } = await api.record.list({ module, params: { q, limit: '20' } });
    return items.map(({ id, title }) => {
      learnt[id] = title;
      return { id, title };
    });
  },
  people: async (q) => {
    const found = await api.members.find({ q });
    for (const { id, name } of found) learnt[id] = name;
    return found.map(({ id, name, unit }) => ({ id, title: name, ...(unit ? { note: unit } : {}) }));
  },
  page: recordHref,
  fileUrl: (id) => `/api/v1/files/${encodeURIComponent(id)}`,
  later: new Set(Object.values(later).flat()),
  ...(upload ? { upload } : {}),
});

/** Sends one file to a record's field and tells how far it is. @throws Error in the server's words. */
export const uploadTo =
  (module: string, id: string): NonNullable<ScreenLook['upload']> =>
  (field, file, progress) =>
    new Promise<Attachment>((done, fail) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append('field', field);
      form.append('file', file);
      request.open('POST', `/api/v1/records/${module}/${id}/files`);
      request.setRequestHeader('accept-language', locale);
      request.responseType = 'json';
      request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
      request.onerror = () => fail(new TypeError('offline'));
      request.onload = () => {
        if (request.status < 300) done(request.response as Attachment);
        else
          fail(
            new Error(
              isProblem(request.response)
                ? (request.response.fields?.[0]?.message ?? request.response.detail)
                : String(request.status),
            ),
          );
      };
      request.send(form);
    });
