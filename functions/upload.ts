import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { readBytes } from './http.ts';

const besides = 64 * 1024;
const MB = 1024 * 1024;

/**
 * The multipart body of a request with its `file`, or several of that name, of at most `most` bytes together.
 * @throws Refusal `limit.size`, `invalid.body` for no whole form, `invalid.file` where no file is in it.
 */
export async function readUpload(
  request: Request,
  most: number,
): Promise<{ form: FormData; file: File; files: File[] }> {
  const bytes = await readBytes(request, most + besides).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'limit.size') throw error;
    throw new Refusal(
      'limit.size',
      t('文件太大，一次合计最多{most} MB，请分次上传', 'Too large: at most {most} MB at once; upload in parts'),
      { values: { most: Math.floor(most / MB) } },
    );
  });
  const headers = { 'Content-Type': request.headers.get('Content-Type') ?? '' };
  const form = await new Response(Uint8Array.from(bytes).buffer, { headers }).formData().catch(() => {
    throw new Refusal('invalid.body', t('上传内容不完整', 'The upload is not complete'));
  });
  const files = form.getAll('file').filter((one) => one instanceof File);
  const [file] = files;
  if (!file) throw new Refusal('invalid.file', t('没有收到文件', 'No file was received'));
  return { form, file, files };
}
