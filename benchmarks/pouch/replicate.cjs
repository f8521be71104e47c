// Replicates documents up to a PouchDB server of its own and down again; prints milliseconds.
// node replicate.cjs SERVER DOCUMENTS BYTES ROUNDS FOLDER
const PouchDB = require("pouchdb");
const path = require("path");
const [server, documents, bytes, rounds, folder] = process.argv.slice(2);

async function round(number) {
  const name = `round-${process.pid}-${number}`;
  const remote = new PouchDB(`${server}/${name}`);
  const local = new PouchDB(path.join(folder, name));
  const words = "x".repeat(Number(bytes));
  const docs = Array.from({ length: Number(documents) }, (_, n) => ({ _id: `doc-${n}`, words }));
  const started = performance.now();
  await local.bulkDocs(docs);
  const up = await local.replicate.to(remote);
  const sent = performance.now();
  const back = new PouchDB(path.join(folder, `${name}-back`));
  const down = await back.replicate.from(remote);
  const received = performance.now();
  if (up.docs_written !== docs.length || down.docs_written !== docs.length) process.exit(1);
  return { up: sent - started, down: received - sent };
}

(async () => {
  const figures = [];
  for (let number = 0; number < Number(rounds); number += 1) figures.push(await round(number));
  console.log(JSON.stringify({ figures, rss: process.memoryUsage().rss }));
})();
