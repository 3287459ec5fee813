import type { Session } from '../session';

export type NavigationItem = { href: string; title: string; server?: boolean; under?: string };

/** Items under one name: what somebody with much to open finds them by. */
export type NavigationGroup = { title: string; items: NavigationItem[] };

/** As many items stand side by side; more are found by group. */
const flat = 7;

/** What people do, and the pages they do it on. An item that is in no group always stands by itself. */
const groups: Record<string, readonly string[]> = {
  Casework: ['/cases', '/diary', '/referrals', '/letters', '/allocation'],
  Legal: ['/court', '/balance'],
  'In schools': ['/missing', '/schools', '/teams'],
  Agencies: ['/partners', '/commitments', '/agreements'],
  Access: ['/people', '/who-looked'],
};

/** What a person is offered, by what the roles allow. The first is the page that signing in leads to. */
export function navigationOf(session: Pick<Session, 'may' | 'schools' | 'roles'>): NavigationItem[] {
  const may = (act: string) => session.may.includes(act);
  const items: NavigationItem[] = [];
  for (const school of session.schools)
    items.push({
      href: `/schools/${school}/today`,
      under: `/schools/${school}/`,
      title: session.schools.length === 1 ? 'School today' : `School ${school} today`,
    });
  if (session.roles.includes('Governor') && may('ReadFigures')) items.push({ href: '/pack', title: 'School pack' });
  if (session.roles.includes('Connexions')) items.push({ href: '/young-people', title: 'Young people' });
  if (session.roles.includes('YouthOffending')) items.push({ href: '/youth-offending', title: 'Young people' });
  if (may('ReadByAgreement')) items.push({ href: '/shared', title: 'Shared children' }, { href: '/referrals', title: 'Referrals' }, { href: '/our-work', title: 'Our work' });
  // The attendance leader finds it under partners.
  if (may('ReadHealthFigures') && may('ReadByAgreement')) items.push({ href: '/school-nursing', title: 'School nursing' });
  if (may('RunTransport') && !may('ReadCase')) items.push({ href: '/transport', title: 'Transport' });
  if (may('ReadAuthorityFigures')) items.push({ href: '/authority', title: 'Authority today' });
  // The leader finds it under partners.
  if (may('ImproveSchool') && !may('RunPartners')) items.push({ href: '/school-improvement', title: 'School improvement' });
  // Who answers for looked-after children begins with them.
  const lookedAfter = { href: '/looked-after', title: 'Looked after' };
  if (may('AuditCare')) items.push(lookedAfter);
  if (may('ReadChild')) items.push({ href: '/pupils', title: session.roles.includes('Parent') ? 'My children' : 'My pupils' });
  if (session.roles.includes('Parent')) items.push({ href: '/transport-policy', title: 'Getting to school' });
  if (may('ReadCase')) items.push({ href: '/cases', title: 'Cases' }, { href: '/diary', title: 'Diary' });
  if (may('ReadCase')) items.push({ href: '/referrals', title: 'Referrals' });
  if (may('AllocateCase')) items.push({ href: '/allocation', title: 'Allocation' });
  if (may('ReadTeams') && may('ReadFigures')) items.push({ href: '/teams', title: 'Teams' });
  if (may('ReadCare') && !may('AuditCare')) items.push(lookedAfter);
  // Elected members have what was released to them.
  if (may('ReadPublicFigures') && !may('ReadCare')) items.push({ ...lookedAfter, href: '/looked-after/members' });
  if (may('ReadFigures')) items.push({ href: '/missing', title: 'Missing registers' }, { href: '/schools', title: 'Schools' });
  if (may('ReadCase')) items.push({ href: '/court', title: 'Court list' });
  if (may('Enforce')) items.push({ href: '/letters', title: 'Letters' });
  if (may('ApproveEnforcement')) items.push({ href: '/balance', title: 'Support and enforcement' });
  if (may('ReadSchool') || may('SignForAgency')) items.push({ href: '/commitments', title: 'Commitments' });
  if (may('RunPartners') || may('SignForAgency') || may('WorkCase')) items.push({ href: '/partners', title: 'Partners' });
  if (may('WriteAgreement') || may('ApproveAgreement')) items.push({ href: '/agreements', title: 'Agreements' });
  // Who works on cases finds sweeps under partners.
  if (!may('ReadCase') && (may('PlanSweep') || may('WorkOnSweep'))) items.push({ href: '/sweeps', title: 'Truancy sweeps' });
  if (may('ReadAudit') || may('ReadAuditMetadata')) items.push({ href: '/who-looked', title: 'Who looked' });
  if (may('SetUpUsers') || may('ApproveUsers')) items.push({ href: '/people', title: 'People', server: true });
  return items;
}

/**
 * The same items as they stand in the page: side by side when there are few; otherwise those that belong together under the name of what they are for, where the
 * first of them stood. One alone needs no group.
 */
export function menuOf(items: readonly NavigationItem[]): (NavigationItem | NavigationGroup)[] {
  if (items.length <= flat) return [...items];
  const menu: (NavigationItem | NavigationGroup)[] = [];
  for (const item of items) {
    const [title, hrefs] = Object.entries(groups).find(([, members]) => members.includes(item.href)) ?? [];
    const together = items.filter((other) => hrefs?.includes(other.href));
    if (!title || !hrefs || together.length === 1) menu.push(item);
    else if (item === together[0]) menu.push({ title, items: together.toSorted((a, b) => hrefs.indexOf(a.href) - hrefs.indexOf(b.href)) });
  }
  return menu;
}

/** The item that a page belongs to: the one with the longest address that the page's begins with. */
export function currentOf(items: readonly NavigationItem[], path: string): NavigationItem | undefined {
  const under = (item: NavigationItem) => item.under ?? `${item.href}/`;
  return items
    .filter((item) => path === item.href || path.startsWith(under(item)))
    .toSorted((a, b) => under(b).length - under(a).length)[0];
}
