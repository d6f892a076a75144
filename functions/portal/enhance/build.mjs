import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));

/** Bundles the portal's script. @returns its text and the path it is served under. */
async function builtScript() {
  const made = await build({
    entryPoints: [join(folder, 'portal.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome95',
    write: false,
  });
  const script = made.outputFiles[0].text.trim();
  const name = createHash('sha256').update(script).digest('hex').slice(0, 12);
  return { script, scriptPath: `/p/-/${name}.js` };
}

/** The script as a module that carries it, so that laptop and Lambda serve it from memory. */
function writeModule({ script, scriptPath }) {
  const source = `// biome-ignore-all lint: built\n// Made from portal.ts by build.mjs; a test holds the two together.\nexport const script = ${JSON.stringify(script)};\n\nexport const scriptPath = '${scriptPath}';\n`;
  writeFileSync(join(folder, 'built.ts'), source);
}

const built = await builtScript();
if (process.argv.includes('--print')) console.log(JSON.stringify(built));
else writeModule(built);
