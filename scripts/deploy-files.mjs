// npm run deploy-files: the ready server configurations in docs/deploy/, from the one header policy. `--check` only says whether they are true.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apache } from './deploy/apache.mjs';
import { caddy } from './deploy/caddy.mjs';
import { headersFile } from './deploy/headers-file.mjs';
import { iis } from './deploy/iis.mjs';
import { nginx } from './deploy/nginx.mjs';
import { settings } from './deploy/settings.mjs';

const help = `Writes the configurations for nginx, Caddy, Apache, IIS and static hosts.
  --out <folder>             where to (docs/deploy)
  --base <path>              where the app is mounted (/)
  --frame-ancestor <origin>  an origin that may frame the app, as in hearth.config.json; may be given more than once
  --isolated                 with Cross-Origin-Opener-Policy
  --check                    write nothing, and fail where a file differs`;

/** Every ready configuration by its file name. */
export function deployFiles(wishes = {}) {
  const wanted = settings(wishes);
  return {
    'nginx.conf': nginx(wanted),
    Caddyfile: caddy(wanted),
    'apache.htaccess': apache(wanted),
    'web.config': iis(wanted),
    _headers: headersFile(wanted),
  };
}

function main() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: fileURLToPath(new URL('../docs/deploy', import.meta.url)) },
      base: { type: 'string', default: '/' },
      'frame-ancestor': { type: 'string', multiple: true, default: [] },
      isolated: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { out, base, isolated, 'frame-ancestor': frameAncestors } = values;
  if (values.help) return console.log(help);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(deployFiles({ base, isolated, frameAncestors }))) {
    const path = join(out, name);
    if (!values.check) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${path} is not what the header policy says: npm run deploy-files`);
      process.exitCode = 1;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
