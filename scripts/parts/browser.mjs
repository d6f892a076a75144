import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './house.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const advice =
  'Browser journeys need a Chromium, a Chinese font and poppler: install the packages chromium, fonts-noto-cjk and poppler-utils; CHROMIUM may name another browser.';

/**
 * The Chromium that the browser journeys drive: `CHROMIUM`, else one on the path, else Debian's, which root on Debian
 * gets installed together with a Chinese font. @returns its path, or the sentence that says what to do.
 */
export async function findBrowser() {
  if (process.env.CHROMIUM) return { path: process.env.CHROMIUM };
  const missing = [
    ...(onPath() ? [] : ['chromium']),
    ...(hasChineseFont() ? [] : ['fonts-noto-cjk']),
    ...(found('pdftotext') ? [] : ['poppler-utils']),
  ];
  if (missing.length > 0) {
    if (!isRootOnDebian()) return onPath() ? { path: onPath() } : { advice };
    console.log(`Installing ${missing.join(', ')} from Debian for the browser journeys …`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
    await run('apt-get', ['update', ...quiet], { env, quiet: true });
    const code = await run('apt-get', ['install', '-y', '--no-install-recommends', ...quiet, ...missing], {
      env,
      quiet: true,
    });
    if (code !== 0 && !onPath()) return { advice };
  }
  return { path: onPath() };
}

const onPath = () => found(...names);

function found(...programs) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => programs.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// A machine may have the font and no fc-list, which comes with another package.
const hasChineseFont = () => {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
};

const isRootOnDebian = () =>
  process.getuid?.() === 0 &&
  existsSync('/etc/os-release') &&
  /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
