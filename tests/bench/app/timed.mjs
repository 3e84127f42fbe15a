// Runs in the page: does one thing to the open app or its store, and says how long it took to show and the longest task meanwhile.

/**
 * `go` moves to another address. The others write to the store as another thread would, and announce it. `shows` is a selector, or a
 * text (spaces do not count) within the first element of a selector. Tasks under 50 ms are not reported by browsers and count as 0.
 */
export async function timed({ kind, shows, hash, projectId, number }) {
  const isShown = () => {
    if (typeof shows === 'string') return document.querySelector(shows) !== null;
    const text = document.querySelector(shows.within)?.textContent ?? '';
    return text.replace(/\s/g, '').includes(shows.text.replace(/\s/g, ''));
  };
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** Changes records of a table in one transaction; what is derived from them goes, so that it is made anew. */
  const write = async (table, change) => {
    const database = await answer(indexedDB.open('hearth'));
    const derived = [...database.objectStoreNames].filter((name) => name === 'rows' || name === 'summaries');
    const transaction = database.transaction([table, ...derived], 'readwrite', { durability: 'relaxed' });
    const record = await change(transaction.objectStore(table));
    if (derived.includes('rows')) {
      const rows = transaction.objectStore('rows');
      const packs = await answer(rows.index('[table+bucket]').getAll([table, record.id.charCodeAt(25) % 16]));
      for (const pack of packs.filter(({ ids }) => ids.includes(record.id))) {
        const isOther = (_, at) => pack.ids[at] !== record.id;
        rows.put({ ...pack, ids: pack.ids.filter(isOther), texts: pack.texts.filter(isOther) });
      }
    }
    if (derived.includes('summaries')) transaction.objectStore('summaries').delete(projectId);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
    return record.id;
  };
  const newest = async (store) => {
    const cursor = await answer(store.openCursor(null, 'prev'));
    return cursor.value;
  };
  const begin = {
    go: () => void (location.hash = hash),
    'new-run': async () => {
      const id = await write('runs', async (store) => {
        const last = await newest(store);
        const fresh = { ...last, id: `01HC${last.id.slice(4, 20)}${String(number).padStart(6, '0')}` };
        return put(store, { ...fresh, number, status: 'paused', artifact: null });
      });
      tell('runs', id);
    },
    'run-goes-on': async () => {
      const id = await write('runs', async (store) =>
        put(store, { ...(await newest(store)), secondsTrained: number }),
      );
      tell('runs', id);
    },
    rename: async () => {
      const id = await write('projects', async (store) => {
        const project = await newest(store);
        return put(store, { ...project, revision: project.revision + 1, name: shows.text });
      });
      tell('projects', id);
    },
  }[kind];
  const put = async (store, record) => {
    await answer(store.put(record));
    return record;
  };
  let startedAt = performance.now();
  const channel = new BroadcastChannel('hearth-changes');
  const tell = (table, id) => {
    startedAt = performance.now();
    channel.postMessage({ projectId, table, ids: [id] });
  };

  const tasks = [];
  const watcher = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  watcher.observe({ type: 'longtask' });
  await begin();
  const endsAt = performance.now() + 60_000;
  while (!isShown()) {
    if (performance.now() > endsAt) throw new Error(`${kind} did not show ${JSON.stringify(shows)}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const ms = performance.now() - startedAt;
  // What the page does after it showed the change counts as well: E follows by itself.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  tasks.push(...watcher.takeRecords());
  watcher.disconnect();
  channel.close();
  const after = tasks.filter(({ startTime, duration }) => startTime + duration > startedAt);
  return { ms, task: Math.max(0, ...after.map(({ duration }) => duration)) };
}

/** Runs in the page that was just loaded: when its list of projects showed, from the beginning of the navigation. */
export async function listShown(name) {
  const isShown = () => [...document.querySelectorAll('a')].some(({ textContent }) => textContent === name);
  while (!isShown()) {
    if (performance.now() > 60_000) throw new Error(`${name} is not in the list`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return { ms: performance.now(), task: 0 };
}
