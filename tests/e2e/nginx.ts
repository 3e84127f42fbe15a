// A real nginx with the configuration of docs/deploy/, on a free port and with all that it writes in a folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { deployFiles } from '../../scripts/deploy-files.mjs';
import { nginxAdvice, nginxPath } from '../../scripts/nginx.mjs';
import { dist } from '../../scripts/static-server.mjs';
import type { Served } from './served';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** What a deployer sets in the file; nothing else of it is changed. */
function set(text: string, from: string | RegExp, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`the configuration has not exactly one ${String(from)}`);
  return text.replace(from, to);
}

async function siteFile(base: string): Promise<string> {
  const path = 'docs/deploy/nginx.conf';
  return base === '/' ? readFile(path, 'utf8') : deployFiles({ base })['nginx.conf'];
}

const mainFile = (folder: string, rootUser: boolean) => `${rootUser ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/hearth.conf;
}
`;

/** Starts nginx with the app mounted at `base`; resolves once it answers. */
export async function startNginx(base = '/'): Promise<Served> {
  const program = nginxPath();
  if (program === null) throw new Error(nginxAdvice);
  const folder = await mkdtemp(join(tmpdir(), 'hearth-nginx-'));
  const port = await freePort();
  const listening = set(await siteFile(base), /listen 80;.*/, `listen 127.0.0.1:${String(port)};`);
  await writeFile(join(folder, 'hearth.conf'), set(listening, 'alias /srv/hearth/;', `alias ${dist}/;`));
  // As root, nginx would give up its rights and then could not read the app.
  await writeFile(join(folder, 'main.conf'), mainFile(folder, process.getuid?.() === 0));
  const child = spawn(program, ['-p', folder, '-e', 'stderr', '-c', join(folder, 'main.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const told: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    told.push(line);
    if (line.includes('start worker process ')) {
      child.stderr.resume(); // what it tells later must not fill the pipe
      return { url: `http://localhost:${String(port)}${base}`, close };
    }
  }
  await close();
  throw new Error(`nginx did not start:\n${told.join('\n')}`);
}
