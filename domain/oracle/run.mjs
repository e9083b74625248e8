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
const compared = { values: 0, faults: 0 };
const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
for (const file of files) {
  for (const { name, values, faults, differences } of await run(await readFile(join(folder, file)))) {
    cases += 1;
    compared.values += values;
    compared.faults += faults;
    wrong += differences.length > 0 ? 1 : 0;
    for (const difference of differences) console.log(`${file}: ${name}: ${difference}`);
  }
}
const { exports } = await WebAssembly.instantiate(module, {});
const fewest = { values: exports.fewest_values(), faults: exports.fewest_faults() };
const isEnough = compared.values >= fewest.values && compared.faults >= fewest.faults;
console.log(`wasm oracle: ${cases} cases in ${files.length} files, ${wrong} wrong`);
console.log(`expressions: ${compared.values} values (at least ${fewest.values}), ${compared.faults} faults (at least ${fewest.faults})`);
process.exit(isEnough && wrong === 0 ? 0 : 1);
