import { type DocumentNode, Kind } from 'graphql';
import * as generated from './gql/graphql';

/** The ids of the pages' documents, by the names of their operations: the build writes the hash of each into it and gives the server the list. */
const ids = new Map(
  Object.values(generated).flatMap((document) => {
    const { definitions, __meta__ } = document as unknown as DocumentNode & { __meta__: { hash: string } };
    const [operation] = definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION && operation.name ? [[operation.name.value, __meta__.hash] as const] : [];
  }),
);

/** The id under which the server knows an operation of the pages. */
export function idOf(operationName: string): string {
  const id = ids.get(operationName);
  if (!id) throw new Error(`${operationName} is no operation of the pages.`);
  return id;
}

/** The body of a request with the id of its document in place of the text. */
export function persisted(body: string): string {
  const { operationName, variables } = JSON.parse(body) as { operationName: string; variables?: unknown };
  return JSON.stringify({ documentId: idOf(operationName), operationName, variables });
}
