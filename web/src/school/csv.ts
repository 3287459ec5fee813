/** A row of a register file, or what is wrong with it. */
export type CsvRow = {
  /** Line of the file, the header being 1. */
  line: number;
  upn: string;
  code: string;
  minutesLate: number | null;
  reason: string;
  problem: string | null;
};

const columns = ['upn', 'code', 'minuteslate', 'reason'];

/** Reads a file of marks: a header with upn and code, and as may be minutesLate and reason. Quoted fields may hold commas and line ends. */
export function readCsv(text: string): { rows: CsvRow[]; problem: string | null } {
  const records = parse(text.replace(/^\uFEFF/, ''));
  if (typeof records === 'string') return { rows: [], problem: records };
  const [header, ...body] = records;
  if (!header) return { rows: [], problem: 'The file is empty.' };
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !columns.includes(name));
  if (unknown !== undefined) return { rows: [], problem: `The column “${unknown}” is not known. Columns are upn, code, minutesLate and reason.` };
  if (new Set(names).size < names.length) return { rows: [], problem: 'A column stands twice in the header.' };
  if (!names.includes('upn') || !names.includes('code')) return { rows: [], problem: 'The header needs the columns upn and code.' };
  const seen = new Map<string, number>();
  const rows = body
    .filter((record) => record.fields.some((field) => field.trim() !== ''))
    .map((record): CsvRow => {
      const field = (name: string) => record.fields[names.indexOf(name)]?.trim() ?? '';
      const upn = field('upn').toUpperCase();
      const code = field('code');
      const minutes = names.includes('minuteslate') ? field('minuteslate') : '';
      const reason = names.includes('reason') ? field('reason') : '';
      const earlier = seen.get(upn);
      if (earlier === undefined) seen.set(upn, record.line);
      const problem =
        record.fields.length !== names.length
          ? `The row has ${record.fields.length} fields, the header ${names.length}`
          : upn === ''
            ? 'The UPN is missing'
            : !/^[A-Z]\d{11}[0-9A-Z]$/.test(upn)
              ? 'This is no UPN: a letter and twelve characters'
              : code === ''
                ? 'The code is missing'
                : code.length > 2
                  ? 'A code has one or two characters'
                  : minutes !== '' && (!/^\d{1,4}$/.test(minutes) || Number(minutes) > 1440)
                    ? 'Minutes late are a number from 0 to 1440'
                    : earlier !== undefined
                      ? `The UPN stands in row ${earlier} already`
                      : null;
      return { line: record.line, upn, code, minutesLate: minutes === '' || problem ? null : Number(minutes), reason, problem };
    });
  return rows.length === 0 ? { rows, problem: 'The file has no rows.' } : { rows, problem: null };
}

/** Records of a CSV file (RFC 4180), or what is wrong with it as a whole. */
function parse(text: string): { line: number; fields: string[] }[] | string {
  const records: { line: number; fields: string[] }[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\n') line++;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === ',') {
      fields.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at + 1] === '\n') continue;
      if (character === '\r') line++;
      records.push({ line: begun, fields: [...fields, field] });
      fields = [];
      field = '';
      begun = line;
    } else field += character;
  }
  if (quoted) return `The quoted field that begins in row ${begun} is never closed.`;
  if (field !== '' || fields.length > 0) records.push({ line: begun, fields: [...fields, field] });
  return records;
}
