// npm run new -- KIND NAME: writes the files of a new entry, its line in the registry and its messages, and says what is left to do.
import { addEntry, readKinds } from './new/add-entry.mjs';

const kinds = await readKinds();
const [kindName, name] = process.argv.slice(2);
const kind = kinds.get(kindName);
if (!kind || !name) {
  console.error(`npm run new -- KIND NAME\nKinds: ${[...kinds.keys()].join(', ')}. A name is in kebab-case.`);
  process.exit(2);
}
try {
  const { created, edited, messages } = await addEntry(process.cwd(), kind, name);
  for (const path of created) console.log(`created  ${path}`);
  for (const path of [...edited, ...messages]) console.log(`edited   ${path}`);
  console.log(`\n${kind.next}`);
} catch (error) {
  console.error(`npm run new: ${error.message}`);
  process.exitCode = 1;
}
