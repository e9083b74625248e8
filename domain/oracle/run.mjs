// Runs the oracle cases through the wasm build of the domain: node run.mjs oracle.wasm folder-with-cases
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const [wasmFile, folder] = process.argv.slice(2);
if (!wasmFile || !folder) {
  console.error("usage: node run.mjs oracle.wasm cases/");
  process.exit(2);
}

const module = await WebAssembly.compile(await readFile(wasmFile));

/** A fresh instance for each file: nothing one file leaves in memory can help another. */
async function run(document) {
  const { exports } = await WebAssembly.instantiate(module, {});
  const start = exports.alloc(document.length);
  new Uint8Array(exports.memory.buffer, start, document.length).set(document);
  const answer = exports.run(start, document.length);
  const length = new DataView(exports.memory.buffer, answer, 4).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, answer + 4, length)));
}

let cases = 0;
let wrong = 0;
const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
for (const file of files) {
  for (const { name, differences } of await run(await readFile(join(folder, file)))) {
    cases += 1;
    wrong += differences.length > 0 ? 1 : 0;
    for (const difference of differences) console.log(`${file}: ${name}: ${difference}`);
  }
}
console.log(`wasm oracle: ${cases} cases in ${files.length} files, ${wrong} wrong`);
process.exit(cases > 0 && wrong === 0 ? 0 : 1);
