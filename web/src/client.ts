import { cacheExchange, Client, fetchExchange } from 'urql';
import { persisted } from './persisted';
import { ask } from './server';

export const client = new Client({
  url: '/graphql',
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetch: (input, init) => ask(input, { ...init, body: persisted(init?.body as string) }),
  fetchOptions: { headers: { Accept: 'application/graphql-response+json' } },
});
