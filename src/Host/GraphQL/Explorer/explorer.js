// The page for trying operations in development: asks /graphql of this server and nothing else.
const at = (id) => document.getElementById(id);
let running = null;

function headers(accept) {
  const key = at('key').value.trim();
  return {
    'Content-Type': 'application/json',
    Accept: accept,
    'X-Attendance': '1',
    ...(key && { Authorization: `Bearer ${key}` }),
  };
}

const send = (body, accept, signal) =>
  fetch('/graphql', { method: 'POST', headers: headers(accept), body: JSON.stringify(body), signal });

const pretty = (value) => JSON.stringify(value, null, 2);

/** The events of a stream, each with its name and data. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n');
      const name = lines.find((line) => line.startsWith('event: '))?.slice(7);
      if (name) yield { name, data: lines.find((line) => line.startsWith('data: '))?.slice(6) };
    }
  }
}

async function run() {
  running?.abort();
  running = new AbortController();
  at('stop').disabled = false;
  at('answer').textContent = '';
  try {
    const text = at('variables').value.trim();
    const body = { query: at('query').value, variables: text ? JSON.parse(text) : {} };
    at('state').textContent = 'waiting';
    const begun = performance.now();
    if (/^\s*subscription\b/m.test(body.query)) {
      const response = await send(body, 'text/event-stream', running.signal);
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      at('state').textContent = 'listening';
      for await (const { name, data } of events(response)) {
        if (name === 'complete') break;
        at('answer').prepend(`${new Date().toLocaleTimeString()} ${pretty(JSON.parse(data))}\n`);
      }
      at('state').textContent = 'complete';
    } else {
      const response = await send(body, 'application/graphql-response+json', running.signal);
      const answer = await response.text();
      at('state').textContent = `${response.status} in ${Math.round(performance.now() - begun)} ms`;
      at('answer').textContent = answer.startsWith('{') ? pretty(JSON.parse(answer)) : answer;
    }
  } catch (error) {
    at('state').textContent = error.name === 'AbortError' ? 'stopped' : 'failed';
    if (error.name !== 'AbortError') at('answer').textContent = String(error);
  }
  at('stop').disabled = true;
}

// Within the server's measure for introspection: one list inside another, types seven deep.
const ref = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const input = `name description type { ${ref} } defaultValue`;
const schemaQuery = `{ __schema { types { kind name description
  fields(includeDeprecated: true) { name description type { ${ref} } args { ${input} } }
  inputFields { ${input} } enumValues(includeDeprecated: true) { name description } } } }`;

const typeName = (type) =>
  type.kind === 'NON_NULL' ? `${typeName(type.ofType)}!` : type.kind === 'LIST' ? `[${typeName(type.ofType)}]` : type.name;

function line(parent, code, text) {
  const entry = document.createElement('p');
  entry.append(Object.assign(document.createElement('code'), { textContent: code }), ` ${text ?? ''}`);
  parent.append(entry);
}

async function schema() {
  const response = await send({ query: schemaQuery }, 'application/graphql-response+json');
  const { data, errors } = await response.json();
  at('types').replaceChildren();
  if (!data) {
    at('types').textContent = errors?.[0]?.message ?? `${response.status}`;
    return;
  }
  const types = data.__schema.types.filter((each) => !each.name.startsWith('__')).sort((a, b) => a.name.localeCompare(b.name));
  for (const type of types) {
    const details = document.createElement('details');
    details.append(Object.assign(document.createElement('summary'), { textContent: type.name }));
    line(details, type.kind.toLowerCase(), type.description);
    for (const field of type.fields ?? []) {
      const args = field.args.map((arg) => `${arg.name}: ${typeName(arg.type)}`).join(', ');
      line(details, `${field.name}${args && `(${args})`}: ${typeName(field.type)}`, field.description);
    }
    for (const field of type.inputFields ?? []) line(details, `${field.name}: ${typeName(field.type)}`, field.description);
    for (const value of type.enumValues ?? []) line(details, value.name, value.description);
    at('types').append(details);
  }
  search();
}

function search() {
  const sought = at('search').value.trim().toLowerCase();
  for (const details of at('types').children) details.hidden = !details.textContent.toLowerCase().includes(sought);
}

at('run').addEventListener('click', run);
at('stop').addEventListener('click', () => running?.abort());
at('search').addEventListener('input', search);
at('key').addEventListener('change', schema);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
});
schema();
