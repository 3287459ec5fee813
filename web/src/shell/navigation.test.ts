import { expect, it } from 'vitest';
import { currentOf, menuOf, navigationOf } from './navigation';

const office = { roles: ['SchoolOffice'], may: ['ReadChild', 'ReadFlags', 'ReadFigures', 'ReadTeams', 'PostRegister'], schools: ['3552007'] };

it('offers a school its day first, and marks it as current on every page of the school', () => {
  const items = navigationOf(office);
  expect(items.map((item) => item.title)).toEqual(['School today', 'My pupils', 'Teams', 'Missing registers', 'Schools']);
  expect(currentOf(items, '/schools/3552007/register')?.title).toBe('School today');
  expect(currentOf(items, '/schools')?.title).toBe('Schools');
  expect(currentOf(items, '/pupils/12/flags')?.title).toBe('My pupils');
  expect(currentOf(items, '/how')).toBeUndefined();
});

it('offers elected members what was released to them', () => {
  expect(navigationOf({ roles: ['ElectedMember'], may: ['ReadPublicFigures'], schools: [] })).toEqual([{ title: 'Looked after', href: '/looked-after/members' }]);
});

it('offers nothing to a role without anything to open', () => {
  expect(navigationOf({ roles: ['Governor'], may: [], schools: [] })).toEqual([]);
});

it('leads a partner to the children that are shared', () => {
  expect(navigationOf({ roles: ['Police'], may: ['ReadByAgreement', 'SignForAgency'], schools: [] }).map((item) => item.title)).toEqual([
    'Shared children',
    'Referrals',
    'Our work',
    'Commitments',
    'Partners',
  ]);
});

it('shows few items side by side and puts many under what they are for, losing none', () => {
  expect(menuOf(navigationOf(office))).toEqual(navigationOf(office));

  const leader = navigationOf({
    roles: ['AttendanceLeader'],
    may: ['ReadChild', 'ReadCare', 'ReadCase', 'AllocateCase', 'ReadTeams', 'ReadFigures', 'ReadAuthorityFigures', 'Enforce', 'ApproveEnforcement', 'ReadSchool', 'RunPartners', 'WriteAgreement', 'ReadAudit', 'ApproveUsers'],
    schools: [],
  });
  const menu = menuOf(leader);
  expect(leader).toHaveLength(18);
  expect(menu.map((entry) => entry.title)).toEqual([
    'Authority today',
    'My pupils',
    'Casework',
    'In schools',
    'Looked after',
    'Legal',
    'Agencies',
    'Access',
  ]);
  expect(new Set(menu.flatMap((entry) => ('items' in entry ? entry.items : [entry])))).toEqual(new Set(leader));
});

it('makes no group of one', () => {
  const items = ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/court'].map((href) => ({ href, title: href }));
  expect(menuOf(items)).toEqual(items);
});
