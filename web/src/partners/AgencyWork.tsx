import { useFresh } from '../fresh';
import { longDate } from '../format';
import { AgencySupportDocument, type AgencySupportQuery } from '../gql/graphql';
import { missedWords } from '../support/words';
import { Heads } from '../ui/Heads';
import { Show } from '../ui/states';

type Agency = NonNullable<AgencySupportQuery['agency']>;
type Line = Agency['support'][number];

/** What an agency did this school year and what came of it: for its own people and who keeps the directory. */
export function AgencyWork({ id }: { id: string }) {
  const fresh = useFresh(AgencySupportDocument, { id }, { every: 60_000 });
  return (
    <Show fresh={fresh} what="work">
      {({ agency }) => (
        <>
          {agency && agency.support.length > 0 && (
            <>
              <h2 className="govuk-heading-m">Work with children this year</h2>
              {agency.support.map((line) => (
                <Kind key={line.kind.id} line={line} />
              ))}
            </>
          )}
          {agency?.work && agency.work.lines.length > 0 && <Log work={agency.work} />}
        </>
      )}
    </Show>
  );
}

function Kind({ line }: { line: Line }) {
  return (
    <div className="app-panel">
      <h3 className="govuk-heading-s">{line.kind.name}</h3>
      <p className="govuk-body">
        Begun: {line.begun}. Children: {line.children}; over for {line.over}, helped {line.helped}. Meetings: {line.sessions}; children who came: {line.attended}.
        {line.exclusionsAvoided > 0 && ` Exclusions avoided: ${line.exclusionsAvoided}.`}
      </p>
      <p className="govuk-body">
        {line.effect.compared === 0
          ? 'Before and after: no half-days to compare yet.'
          : line.effect.before && line.effect.after
          ? `Before they joined: ${missedWords(line.effect.before)}; after: ${missedWords(line.effect.after)} (${line.effect.compared} children).`
          : 'Before and after: not told of fewer than five children.'}
      </p>
      {line.groups.length > 0 && (
        <table className="govuk-table app-table app-table--cards">
          <Heads titles={['Group', 'Children', 'Met', 'Before', 'After', 'Half-days of exclusion']} />
          <tbody>
            {line.groups.map((group) => (
              <tr key={group.title}>
                <th scope="row" className="govuk-table__header">
                  {group.title}
                  {group.school && <div className="app-quiet">School {group.school}</div>}
                </th>
                <td className="govuk-table__cell" data-label="Children">
                  {group.children ?? 'fewer than five'}
                </td>
                <td className="govuk-table__cell" data-label="Met">
                  {group.sessions}
                </td>
                <td className="govuk-table__cell" data-label="Before">
                  {group.effect.before ? missedWords(group.effect.before) : 'not told'}
                </td>
                <td className="govuk-table__cell" data-label="After">
                  {group.effect.after ? missedWords(group.effect.after) : 'not told'}
                </td>
                <td className="govuk-table__cell" data-label="Half-days of exclusion">
                  {group.excluded ? `${group.excluded.before} before, ${group.excluded.after} after` : 'not told'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {line.scale.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {line.scale.map((each) => (
            <li key={each.outcome}>
              {each.outcome}: {each.start} at the start, {each.end} at the end ({each.children} young people)
            </li>
          ))}
        </ul>
      )}
      {line.schools.length > 0 && (
        <p className="app-quiet">
          By school: {line.schools.map((school) => `${school.school} ${school.begun} (${school.exclusionsAvoided} exclusions avoided)`).join(', ')}
        </p>
      )}
    </div>
  );
}

function Log({ work }: { work: NonNullable<Agency['work']> }) {
  return (
    <>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-table__caption govuk-table__caption--m">Other work this year</caption>
        <Heads titles={['What', 'Where', 'About', 'Times', 'People']} />
        <tbody>
          {work.lines.map((line) => (
            <tr key={[line.kind.id, line.school, line.area, line.topic].join()}>
              <th scope="row" className="govuk-table__header">
                {line.kind.name}
              </th>
              <td className="govuk-table__cell" data-label="Where">
                {line.school ? `School ${line.school}` : line.area}
              </td>
              <td className="govuk-table__cell" data-label="About">
                {line.topic || 'not written down'}
              </td>
              <td className="govuk-table__cell" data-label="Times">
                {line.times}
              </td>
              <td className="govuk-table__cell" data-label="People">
                {line.people}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="govuk-list govuk-list--bullet">
        {work.entries
          .filter((entry) => entry.words)
          .map((entry) => (
            <li key={entry.id}>
              {longDate(entry.on)}, {entry.kind.name.toLowerCase()}: {entry.words}
            </li>
          ))}
      </ul>
    </>
  );
}
