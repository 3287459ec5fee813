import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { ageOn, count, daysOf, longDate, percent } from '../format';
import { PupilDocument, PupilFlagsDocument, type PupilQuery } from '../gql/graphql';
import { AskAboutMark } from '../pupil/AskEnquiry';
import { Education } from '../pupil/Education';
import { Family } from '../pupil/Family';
import { Flags } from '../pupil/Flags';
import { PupilCase } from '../pupil/PupilCase';
import { SupportInPlace } from '../pupil/SupportInPlace';
import { Register } from '../pupil/Register';
import { Timeline } from '../pupil/Timeline';
import { WhatIf } from '../pupil/WhatIf';
import { WhoKnows } from '../pupil/WhoKnows';
import { WhoLooked } from '../pupil/WhoLooked';
import { PupilHealth } from '../health/PupilHealth';
import { PupilTransport } from '../transport/PupilTransport';
import { placeOn, useSchoolNames } from '../schools';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { SeverityTag } from '../ui/SeverityTag';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

type Pupil = NonNullable<PupilQuery['pupil']>;

export function PupilPage({ id, part }: { id: string; part: string | undefined }) {
  const session = useSession();
  const fresh = useFresh(PupilDocument, { id }, { every: 5_000, on: 'pupils' });
  const parts = [
    { key: undefined, title: 'Overview' },
    { key: 'register', title: 'Register' },
    ...(session.may.includes('ReadFlags') ? [{ key: 'flags', title: 'Flags' }] : []),
    ...(session.may.includes('ReadHistory') ? [{ key: 'family', title: 'Family and contacts' }] : []),
    ...(['ReadCase', 'ReferChild'].some((act) => session.may.includes(act)) ? [{ key: 'case', title: 'Case' }] : []),
    ...(session.may.includes('ReadPlanCopy') ? [{ key: 'case', title: 'Plan' }] : []),
    { key: 'timeline', title: 'Timeline' },
    ...(session.may.includes('ReadFlags') ? [{ key: 'what-if', title: 'What if' }] : []),
    ...(session.may.includes('ReadCase') ? [{ key: 'who-knows', title: 'Who knows what' }] : []),
    ...(session.may.includes('ReadAudit') ? [{ key: 'who-looked', title: 'Who looked' }] : []),
  ];
  useTitle(`Pupil: ${parts.find((each) => each.key === part)?.title ?? 'Overview'}`);
  return (
    <Show fresh={fresh} what="pupil">
      {(data) =>
        data.pupil ? (
          <>
            <Identity pupil={data.pupil} />
            <nav className="app-subnav" aria-label="Pupil">
              <ul>
                {parts.map((each) => (
                  <li key={each.title}>
                    <Link href={`/pupils/${id}${each.key ? `/${each.key}` : ''}`} aria-current={each.key === part ? 'page' : undefined}>
                      {each.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <Part pupil={data.pupil} part={part} />
          </>
        ) : null
      }
    </Show>
  );
}

function Part({ pupil, part }: { pupil: Pupil; part: string | undefined }) {
  switch (part) {
    case 'register':
      return <Register pupil={pupil} />;
    case 'flags':
      return <Flags id={pupil.id} />;
    case 'case':
      return (
        <>
          <PupilCase id={pupil.id} />
          <SupportInPlace id={pupil.id} />
        </>
      );
    case 'family':
      return (
        <>
          <Family id={pupil.id} />
          <Education id={pupil.id} />
          <PupilTransport id={pupil.id} />
          <PupilHealth id={pupil.id} />
        </>
      );
    case 'timeline':
      return <Timeline pupil={pupil} />;
    case 'what-if':
      return <WhatIf id={pupil.id} />;
    case 'who-knows':
      return <WhoKnows id={pupil.id} />;
    case 'who-looked':
      return <WhoLooked child={pupil.id} />;
    default:
      return <Overview pupil={pupil} />;
  }
}

function Identity({ pupil }: { pupil: Pupil }) {
  const { today } = useSession();
  const { nameOf } = useSchoolNames();
  const place = placeOn(pupil.places, today);
  return (
    <div className="app-identity">
      <div>
        <h1 className="govuk-heading-l">
          {pupil.givenName} {pupil.familyName}
        </h1>
        <p className="govuk-body">
          Born {longDate(pupil.birthDate)}, {count(ageOn(pupil.birthDate, today), 'year')} old. UPN {pupil.upn}
        </p>
        <p className="govuk-body">
          {place ? `${nameOf(place.school)}, year ${place.yearGroup}${place.group ? `, class ${place.group}` : ''}` : 'On no roll'}
        </p>
      </div>
    </div>
  );
}

function Overview({ pupil }: { pupil: Pupil }) {
  const { may } = useSession();
  return (
    <>
      <Tiles pupil={pupil} />
      {may.includes('ReadFlags') && <OpenFlags id={pupil.id} />}
      <Places pupil={pupil} />
      <AskAboutMark id={pupil.id} />
    </>
  );
}

function Tiles({ pupil }: { pupil: Pupil }) {
  const totals = pupil.totals;
  if (!totals) return <p className="govuk-body">No mark has counted for this child yet.</p>;
  const register = `/pupils/${pupil.id}/register?span=year`;
  return (
    <>
      <h2 className="govuk-heading-m">School year {totals.year}</h2>
      <ul className="app-tiles">
        <Tile label="Half-days missed" value={totals.missed} href={register} more={daysOf(totals.missed)} />
        <Tile label="Unauthorised half-days" value={totals.unauthorised} href={register} more={daysOf(totals.unauthorised)} />
        <Tile label="Authorised half-days" value={totals.authorised} href={register} more={daysOf(totals.authorised)} />
        <Tile
          label="Attendance"
          value={percent(totals.attendancePercent)}
          href={register}
          more={`${totals.attended} of ${count(totals.possible, 'possible half-day')}`}
        />
      </ul>
    </>
  );
}

export function Tile({ label, value, more, href }: { label: string; value: string | number; more: string; href?: string }) {
  return (
    <li>
      <span className="app-tiles__label">{label}</span>
      <span className="app-tiles__value govuk-!-display-block">
        {href ? (
          <Link className="govuk-link govuk-link--no-visited-state" href={href}>
            {value}
            <span className="govuk-visually-hidden"> {label}: show the half-days</span>
          </Link>
        ) : (
          value
        )}
      </span>
      <span className="app-tiles__more">{more}</span>
    </li>
  );
}

function OpenFlags({ id }: { id: string }) {
  const fresh = useFresh(PupilFlagsDocument, { id }, { every: 5_000, on: 'pupils' });
  return (
    <>
      <h2 className="govuk-heading-m">Open flags</h2>
      <Show fresh={fresh} what="flags">
        {(data) => {
          const open = (data.pupil?.flags ?? []).filter((flag) => !flag.closed);
          return open.length === 0 ? (
            <p className="govuk-body">No open flag.</p>
          ) : (
            <ul className="govuk-list govuk-list--spaced">
              {open.map((flag) => (
                <li key={flag.rule}>
                  <SeverityTag severity={flag.severity} />{' '}
                  <Link className="govuk-link" href={`/pupils/${id}/flags`}>
                    {flag.title}
                  </Link>
                  <br />
                  {flag.evidence.sentence}
                </li>
              ))}
            </ul>
          );
        }}
      </Show>
    </>
  );
}

function Places({ pupil }: { pupil: Pupil }) {
  const { nameOf } = useSchoolNames();
  return (
    <table className="govuk-table app-table app-table--cards">
      <caption className="govuk-table__caption govuk-table__caption--m">Places on schools’ rolls</caption>
      <Heads titles={['School', 'From', 'To', 'Year group', 'Class']} />
      <tbody>
        {pupil.places.map((place) => (
          <tr key={place.school + place.entryDate}>
            <th scope="row" className="govuk-table__header">
              {nameOf(place.school)}
            </th>
            <td className="govuk-table__cell" data-label="From">
              {longDate(place.entryDate)}
            </td>
            <td className="govuk-table__cell" data-label="To">
              {place.leavingDate ? longDate(place.leavingDate) : 'now'}
            </td>
            <td className="govuk-table__cell" data-label="Year group">
              {place.yearGroup}
            </td>
            <td className="govuk-table__cell" data-label="Class">
              {place.group ?? 'none'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
