import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * Makes this process the only one that serves the directory, until it ends in whatever way: the kernel holds the name.
 * @throws Error when another process serves it.
 */
export async function holdDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (process.platform !== 'linux') return;
  const name = `\0juxian-server-${createHash('sha256')
    .update(await realpath(directory))
    .digest('hex')}`;
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Another server is running on ${directory}: stop it, or set DATA_DIR to another directory.`)
          : error,
      ),
    );
    holder.listen(name, resolve);
  });
  holder.unref();
}
