import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { useFresh } from '../fresh';
import { addDays, count, longDate } from '../format';
import {
  CustodialSettingsDocument,
  PlaceYoungPersonDocument,
  PlanYouthReleaseDocument,
  TickYouthReleaseDocument,
  type YoungPersonQuery,
  type YouthReleaseWordsFragment,
} from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, Opening } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { releaseFlag, releaseItem } from './names';

type Person = NonNullable<YoungPersonQuery['youngPerson']>;

/** From custody to a school. */
export function Releases({ person, done }: { person: Person; done: () => void }) {
  if (!person.releases) return null;
  return (
    <section aria-labelledby="releases">
      <h2 className="govuk-heading-m" id="releases">
        Release from custody
      </h2>
      {person.releases.length === 0 && <p className="govuk-body">None is planned.</p>}
      {person.releases.map((release) => (
        <div className="app-panel" key={release.id}>
          <Release release={release} />
          <Checklist release={release} done={done} />
          <Opening title="Name the school">
            <Place release={release} done={done} />
          </Opening>
          <Opening title="Another day or setting">
            <Plan person={person} release={release} done={done} />
          </Opening>
        </div>
      ))}
      <Opening title="Plan a release">
        <Plan person={person} done={done} />
      </Opening>
    </section>
  );
}

/** What is known of a release, for every reader. */
export function Release({ release }: { release: YouthReleaseWordsFragment }) {
  return (
    <>
      <h3 className="govuk-heading-s">
        {release.settingName}, released {longDate(release.releaseOn)}{' '}
        {release.flags.map((flag) => (
          <strong className="govuk-tag govuk-tag--red" key={flag}>
            {releaseFlag[flag]}
          </strong>
        ))}
      </h3>
      <p className="govuk-body">
        {count(release.weeklyHours, 'hour')} of education a week there.{' '}
        {release.school ? `Then ${release.schoolName ?? release.school}, from ${release.startsOn ? longDate(release.startsOn) : 'a day to agree'}.` : 'No school place yet.'}{' '}
        {release.firstMarkOn
          ? `First mark ${longDate(release.firstMarkOn)}, ${count(release.daysToFirstMark ?? 0, 'day')} after the release; ${release.firstAttendedOn ? `first attended ${longDate(release.firstAttendedOn)}` : 'nothing attended yet'}.`
          : 'No mark since the release.'}
      </p>
    </>
  );
}

function Checklist({ release, done }: { release: YouthReleaseWordsFragment; done: () => void }) {
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const tick = async (item: YouthReleaseWordsFragment['checklist'][number]['item']) => {
    const sent = await send(TickYouthReleaseDocument, { id: release.id, item });
    setProblem(sent.problem ?? problemsOf(sent.data.tickYouthRelease));
    done();
  };
  return (
    <>
      <ul className="govuk-list govuk-list--bullet">
        {release.checklist.map(({ item, doneOn }) => (
          <li key={item}>
            {releaseItem[item]}{' '}
            {doneOn ? (
              `(done ${longDate(doneOn)})`
            ) : (
              <button type="button" className="app-link-button" disabled={sending} onClick={() => void tick(item)}>
                Done<span className="govuk-visually-hidden">: {releaseItem[item]}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </>
  );
}

function Place({ release, done }: { release: YouthReleaseWordsFragment; done: () => void }) {
  const [school, setSchool] = useState('');
  const [startsOn, setStartsOn] = useState(release.releaseOn);
  return (
    <SendForm
      label="Name the school"
      button="Tell the school"
      saved="The school is told."
      document={PlaceYoungPersonDocument}
      variables={() => ({ id: release.id, school, startsOn })}
      done={done}
    >
      <div className="app-fields">
        <Field id={`school-${release.id}`} label="The school’s number" inputMode="numeric" maxLength={7} required value={school} onChange={setSchool} />
        <Field id={`starts-${release.id}`} label="First day" type="date" required value={startsOn} onChange={setStartsOn} />
      </div>
    </SendForm>
  );
}

function Plan({ person, release, done }: { person: Person; release?: YouthReleaseWordsFragment; done: () => void }) {
  const { today } = useSession();
  const settings = useFresh(CustodialSettingsDocument, {}, { every: 0 });
  const [form, setForm] = useState({
    setting: release?.setting ?? '',
    hours: `${release?.weeklyHours ?? 15}`,
    releaseOn: release?.releaseOn ?? addDays(today, 42),
  });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const all = settings.data?.custodialSettings ?? [];
  const key = release?.id ?? 'new';
  return (
    <SendForm
      label={release ? 'Another day or setting' : 'Plan a release'}
      button="Save"
      saved="Saved."
      document={PlanYouthReleaseDocument}
      variables={() => ({
        input: {
          agreement: person.agreement,
          child: person.child,
          setting: form.setting || all[0]?.id || '',
          weeklyHours: Number(form.hours),
          releaseOn: form.releaseOn,
          id: release?.id ?? null,
        },
      })}
      done={done}
    >
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor={`setting-${key}`}>
          Secure setting
        </label>
        <select id={`setting-${key}`} className="govuk-select" value={form.setting || all[0]?.id} onChange={(event) => set('setting')(event.target.value)}>
          {all.map((setting) => (
            <option key={setting.id} value={setting.id}>
              {setting.name}
            </option>
          ))}
        </select>
      </div>
      <div className="app-fields">
        <Field id={`hours-${key}`} label="Hours of education a week there" type="number" min={0} max={40} required value={form.hours} onChange={set('hours')} />
        <Field id={`release-${key}`} label="Day of the release" type="date" required value={form.releaseOn} onChange={set('releaseOn')} />
      </div>
    </SendForm>
  );
}
