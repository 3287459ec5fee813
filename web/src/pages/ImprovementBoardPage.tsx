import { useState } from 'react';
import { Link } from 'wouter';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { count, longDate, phaseName } from '../format';
import { type ConcernOption, ImprovementBoardDocument, type ImprovementBoardQuery, SetConcernOptionDocument } from '../gql/graphql';
import { Fortnightly } from '../improvement/Fortnightly';
import { attended, concernOption, concernState, criterionKind, targetLight, tenths, toTenths } from '../improvement/names';
import { TermlyMeetings } from '../improvement/Termly';
import { Choice } from '../ui/Choice';
import { Field, Opening } from '../ui/Field';
import { Heads } from '../ui/Heads';
import { Select } from '../ui/Select';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Board = NonNullable<ImprovementBoardQuery['improvementBoard']>;

const shown = {
  all: () => true,
  overdue: (school: Board['schools'][number]) => school.visitOverdue,
  criteria: (school: Board['schools'][number]) => school.criteria.some((each) => each.met),
  concern: (school: Board['schools'][number]) => school.state === 'CONCERN',
  red: (school: Board['schools'][number]) => school.light === 'RED' || school.light === 'AMBER',
};

/** The work of the school improvement service over all schools. */
export function ImprovementBoardPage() {
  useTitle('School improvement');
  const fresh = useFresh(ImprovementBoardDocument, {}, { every: 60_000 });
  return (
    <>
      <h1 className="govuk-heading-l">School improvement</h1>
      <p className="govuk-body">
        <Link className="govuk-link" href="/good-practice">
          Good practice
        </Link>
      </p>
      <Show fresh={fresh} what="schools">
        {({ improvementBoard: board }) =>
          board && (
            <>
              <Schools board={board} />
              <Options options={board.options} done={fresh.refresh} />
              <TermlyMeetings board={board} done={fresh.refresh} />
              <Fortnightly meetings={board.fortnightlyMeetings} schools={board.schools} done={fresh.refresh} />
            </>
          )
        }
      </Show>
    </>
  );
}

function Schools({ board }: { board: Board }) {
  const [show, setShow] = useState<keyof typeof shown>('all');
  const found = board.schools.filter(shown[show]);
  return (
    <>
      <p className="govuk-body">
        {count(board.schools.filter(shown.overdue).length, 'visit is', 'visits are')} overdue. {count(board.schools.filter(shown.criteria).length, 'school meets', 'schools meet')} a
        criterion of concern. This term’s meeting on concern schools {board.termMeetingHeld ? 'was held' : 'was not held yet'}.
      </p>
      <form className="app-filters" onSubmit={(event) => event.preventDefault()} aria-label="Filter">
        <Choice name="show" label="Show" value={show} onChange={(value) => setShow(value as keyof typeof shown)}>
          <option value="all">All schools</option>
          <option value="overdue">Visit overdue</option>
          <option value="criteria">A criterion of concern is met</option>
          <option value="concern">Concern schools</option>
          <option value="red">Below the target</option>
        </Choice>
      </form>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-table__caption govuk-table__caption--s">Schools in {board.year}</caption>
        <Heads titles={['School', 'Attendance', 'Target', 'Next visit', 'Concern']} />
        <tbody>
          {found.map((school) => (
            <tr key={school.school}>
              <th scope="row" className="govuk-table__header">
                <Link className="govuk-link" href={`/schools/${school.school}/improvement`}>
                  {school.name}
                </Link>
                <br />
                <span className="app-quiet">{phaseName[school.phase]}</span>
              </th>
              <td className="govuk-table__cell" data-label="Attendance">
                {attended(school.attendance)}
              </td>
              <td className="govuk-table__cell" data-label="Target">
                {school.targetTenths == null ? 'none set' : `${tenths(school.targetTenths)}%`}{' '}
                {school.light && <strong className={`govuk-tag govuk-tag--${targetLight[school.light][1]}`}>{targetLight[school.light][0]}</strong>}
              </td>
              <td className="govuk-table__cell" data-label="Next visit">
                {school.visitDueOn ? `by ${longDate(school.visitDueOn)}` : 'none on record'}{' '}
                {school.visitOverdue && <strong className="govuk-tag govuk-tag--red">Overdue</strong>}
              </td>
              <td className="govuk-table__cell" data-label="Concern">
                {school.state && (
                  <strong>
                    {concernState[school.state]}
                    {school.concernSince && ` since ${longDate(school.concernSince)}`}
                  </strong>
                )}
                {school.criteria.some((each) => each.met) ? (
                  <ul className="govuk-list">
                    {school.criteria
                      .filter((each) => each.met)
                      .map((each) => (
                        <li key={each.kind}>
                          {criterionKind[each.kind]}: {each.arithmetic}
                        </li>
                      ))}
                  </ul>
                ) : (
                  !school.state && 'no criterion is met'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Options({ options, done }: { options: Board['options']; done: () => void }) {
  const [option, setOption] = useState<ConcernOption>('BELOW_ALIKE');
  const now = options.find((each) => each.option === option)?.tenths ?? 0;
  const [value, setValue] = useState<string | null>(null);
  return (
    <Opening title="The values by which schools are judged">
      <ul className="govuk-list govuk-list--bullet">
        {options.map((each) => (
          <li key={each.option}>
            {concernOption[each.option]}: {tenths(each.tenths)}
          </li>
        ))}
      </ul>
      <SendForm
        label="Set a value"
        button="Set the value"
        saved="Saved. Decisions that were made keep the arithmetic of their time."
        document={SetConcernOptionDocument}
        variables={() => ({ option, tenths: toTenths(value ?? tenths(now)) || 0 })}
        done={() => {
          setValue(null);
          done();
        }}
      >
        <Select
          id="option"
          label="Value"
          value={option}
          onChange={(next) => {
            setOption(next);
            setValue(null);
          }}
          options={concernOption}
        />
        <Field id="option-value" label="Points or per cent" type="number" min={0} max={100} step={0.1} required value={value ?? tenths(now)} onChange={setValue} />
      </SendForm>
    </Opening>
  );
}
