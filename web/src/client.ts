import { cacheExchange, Client, fetchExchange } from 'urql';
import { ask } from './server';

export const client = new Client({
  url: '/graphql',
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetch: ask,
  fetchOptions: { headers: { Accept: 'application/graphql-response+json' } },
});
