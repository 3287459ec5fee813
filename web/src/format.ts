import type { FlagSeverity, HalfDay, MarkClass, SchoolPhase } from './gql/graphql';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A date "yyyy-MM-dd" as the calendar shows it, without any time zone. */
export function dateOf(text: string): Date {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day));
}

export function isoOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function addDays(text: string, more: number): string {
  const date = dateOf(text);
  date.setUTCDate(date.getUTCDate() + more);
  return isoOf(date);
}

/** The Monday of a date's week. */
export function mondayOf(text: string): string {
  return addDays(text, -((dateOf(text).getUTCDay() + 6) % 7));
}

/** "9 October 2006" */
export function longDate(text: string): string {
  const date = dateOf(text);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "Monday 9 October 2006" */
export function dayDate(text: string): string {
  return `${days[dateOf(text).getUTCDay()]} ${longDate(text)}`;
}

/** "9 Oct" */
export function shortDate(text: string): string {
  const date = dateOf(text);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]!.slice(0, 3)}`;
}

/** "Mon 9 Oct, AM" */
export function sessionName(at: { date: string; half: HalfDay }): string {
  return `${days[dateOf(at.date).getUTCDay()]!.slice(0, 3)} ${shortDate(at.date)}, ${at.half}`;
}

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
const londonDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'short', year: 'numeric' });
const londonIso = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

/** England's clock at an instant: "09:41". */
export function clock(at: Date | string): string {
  return london.format(new Date(at));
}

/** "9 Oct 2006, 09:41" */
export function moment(at: Date | string): string {
  return `${londonDay.format(new Date(at))}, ${clock(at)}`;
}

/** The instant at which England's clocks show a date and time; null when they never do. */
export function instantOf(date: string, time: string): string | null {
  for (const minutes of [0, 60]) {
    const at = new Date(`${date}T${time}:00Z`);
    at.setUTCMinutes(at.getUTCMinutes() - minutes);
    if (Number.isNaN(at.getTime())) return null;
    if (clock(at) === time && londonIso.format(at) === date) return at.toISOString();
  }
  return null;
}

/** "1 half-day", "12 half-days" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** Half-days as days: 7 are "3.5 days". */
export function daysOf(halfDays: number): string {
  return count(halfDays / 2, 'day');
}

/** A percentage with one place: "92.3%". */
export function percent(value: number | null | undefined): string {
  return value == null ? 'not known' : `${Number(value).toFixed(1)}%`;
}

/** Completed years on a day. */
export function ageOn(birth: string, day: string): number {
  const born = dateOf(birth);
  const now = dateOf(day);
  const had = now.getUTCMonth() * 31 + now.getUTCDate() >= born.getUTCMonth() * 31 + born.getUTCDate();
  return now.getUTCFullYear() - born.getUTCFullYear() - (had ? 0 : 1);
}

/** The school year of a day: "2006/07", from 1 August. */
export function schoolYearOf(day: string): string {
  const date = dateOf(day);
  const start = date.getUTCFullYear() - (date.getUTCMonth() < 7 ? 1 : 0);
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}

/** The first day of a day's school year. */
export function yearStart(day: string): string {
  return `${schoolYearOf(day).slice(0, 4)}-08-01`;
}

export const severityName: Record<FlagSeverity, string> = {
  NONE: 'None',
  NOTICE: 'Notice',
  CONCERN: 'Concern',
  ACTION: 'Action needed',
};

export const className: Record<MarkClass, string> = {
  MISSING: 'No mark yet: the register is incomplete',
  PRESENT: 'Present',
  APPROVED: 'Approved educational activity: counts as present',
  AUTHORISED: 'Authorised absence',
  UNAUTHORISED: 'Unauthorised absence',
  NOT_POSSIBLE: 'Not a possible session: not counted',
  ADMINISTRATIVE: 'Administrative: not counted',
};

const roleNames: Record<string, string> = {
  SchoolOffice: 'School office',
  AttendanceLead: 'Attendance lead',
  HeadTeacher: 'Head teacher',
  Governor: 'Governor',
  WelfareOfficer: 'Key worker',
  LocalityManager: 'Locality manager',
  AttendanceLeader: 'Attendance leader',
  Legal: 'City Legal',
  LacManager: 'Looked-after children manager',
  ReviewingOfficer: 'Independent reviewing officer',
  ResidentialWorker: 'Residential key worker',
  FosterWorker: 'Foster carer’s worker',
  Health: 'Health',
  Housing: 'Housing',
  Police: 'Police',
  YouthService: 'Youth service',
  Connexions: 'Connexions',
  YouthOffending: 'Youth offending service',
  CommunitySafety: 'Community safety',
  VoluntarySector: 'Voluntary sector',
  BehaviourSupport: 'Behaviour support',
  PassengerTransport: 'Passenger transport',
  SchoolImprovement: 'School improvement',
  ElectedMember: 'Elected member',
  Parent: 'Parent',
  Administrator: 'Administrator',
};

export function roleName(role: string): string {
  return roleNames[role] ?? role;
}

/** How a mark came, in words. */
export function viaName(via: string): string {
  return (
    { rest: 'the school’s system', csv: 'a CSV file', hand: 'entry by hand', release: 'a held mark, released', stale: 'a stale mark, adopted', proposal: 'a proposed correction', transport: 'a failed journey to school' }[via] ??
    via
  );
}

export const contactMode: Record<string, string> = {
  phone: 'Telephone call',
  text: 'Text message',
  email: 'Email',
  letter: 'Letter',
  visit: 'Visit',
  'in-person': 'Meeting',
};

export const contactOutcome: Record<string, string> = {
  reached: 'Reached them',
  'no-answer': 'No answer',
  traced: 'Found out where the child is',
  'unavoidable-cause': 'An unavoidable cause was given',
};

export const phaseName: Record<SchoolPhase, string> = {
  NURSERY: 'Nursery',
  PRIMARY: 'Primary',
  MIDDLE: 'Middle',
  SECONDARY: 'Secondary',
  ALL_THROUGH: 'All-through',
  SPECIAL: 'Special',
  ALTERNATIVE_PROVISION: 'Alternative provision',
};

/** A figure's name as words: "missedRunning" is "Missed running". */
export function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
