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
import { parseFrameAncestors } from './frame-ancestors.mjs';

const help = `Writes the configurations for nginx, Caddy, Apache, IIS and static hosts.
  --out <folder>    where to (docs/deploy)
  --base <path>     where the app is mounted (/)
  --config <file>   a hearth.config.json, whose origins may then frame the app (none)
  --isolated        with Cross-Origin-Opener-Policy
  --check           write nothing, and fail where a file differs`;

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
      config: { type: 'string' },
      isolated: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const { out, base, isolated, config } = values;
  const frameAncestors =
    config === undefined ? [] : parseFrameAncestors(readFileSync(config, 'utf8'), config);
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
