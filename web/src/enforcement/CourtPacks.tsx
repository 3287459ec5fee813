import { type FormEvent, useState } from 'react';
import { count, longDate, moment } from '../format';
import { MakeCourtPackDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Choice } from '../ui/Choice';
import { Download } from '../ui/Download';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import type { CaseNode } from './Enforcement';

/** Court packs of a case, and one action that makes one. */
export function CourtPacks({ id, found, done }: { id: string; found: CaseNode; done: () => void }) {
  const withEvidence = found.enforcement!.matters.filter((matter) => matter.evidenceFrom);
  return (
    <>
      <h2 className="govuk-heading-m">Court packs</h2>
      {found.courtPacks.length === 0 ? (
        <p className="govuk-body">None was made.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {found.courtPacks.map((pack) => (
            <li key={`${pack.matter}-${pack.version}`}>
              <Download
                link={pack.link}
                name={`court-pack-${pack.matter}-v${pack.version}.pdf`}
                title={`Matter ${pack.matter}, version ${pack.version} (PDF)`}
              />
              : {count(pack.halfDays, 'unauthorised half-day')}, {longDate(pack.from)} to {longDate(pack.to)}, as known on {moment(pack.knownAt)}
              {pack.reissued && <strong> Reissued after a correction.</strong>}
              {pack.replaced && ' Replaced by a later version.'}
            </li>
          ))}
        </ul>
      )}
      {found.enforcement!.mayEnforce && withEvidence.length > 0 && (
        <Opening title="Make a court pack">
          <MakePack id={id} matters={withEvidence} done={done} />
        </Opening>
      )}
    </>
  );
}

function MakePack({ id, matters, done }: { id: string; matters: readonly { number: number; title: string; parentName: string }[]; done: () => void }) {
  const { send, sending } = useSend();
  const [matter, setMatter] = useState(String(matters[matters.length - 1]!.number));
  const [by, setBy] = useState('');
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(MakeCourtPackDocument, {
      input: { case: id, matter: Number(matter), statements: by || words ? [{ by, words }] : [] },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.makeCourtPack);
    setProblem(wrong);
    if (!wrong) done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Make a court pack">
      <Problem text={problem} />
      <Choice name="pack-matter" label="Matter" value={matter} onChange={setMatter}>
        {matters.map((each) => (
          <option key={each.number} value={each.number}>
            {each.number}: {each.title}, {each.parentName}
          </option>
        ))}
      </Choice>
      <Field id="statement-by" label="Witness, if there is a new statement" maxLength={200} value={by} onChange={setBy} />
      <TextField id="statement-words" label="Statement" maxLength={4000} value={words} onChange={setWords} />
      <button type="submit" className="govuk-button" disabled={sending}>
        Make the pack
      </button>
    </form>
  );
}
