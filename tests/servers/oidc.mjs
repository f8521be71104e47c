// A SMART Backend Services token server for the tests: oidc-provider, client_credentials with
// private_key_jwt only, and one door, /guarded, that asks for the token.
//   node oidc.mjs PORT JWKS_FILE
import http from 'node:http';
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'gateway',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES384',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    jwks: JSON.parse(readFileSync(process.argv[3], 'utf8')),
  }],
  enabledJWA: { clientAuthSigningAlgValues: ['ES384'] },
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  scopes: ['system/DocumentReference.cru'],
  ttl: { ClientCredentials: 300 },
});
const answer = provider.callback();
let handedOut = 0;

http.createServer(async (request, response) => {
  if (request.url === '/count') {
    response.end(JSON.stringify({ handedOut }));
  } else if (request.url === '/guarded') {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const known = await provider.ClientCredentials.find(token);
    response.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end('{}');
  } else {
    if (request.url === '/token') handedOut += 1;
    answer(request, response);
  }
}).listen(port, '127.0.0.1');
