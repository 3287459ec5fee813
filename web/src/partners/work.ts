/** Pages on which an agency's work is done or shown, by the agency's short name. Where an act or a role is named, who has neither is offered no link. */
export const workOf: Record<string, readonly { href: string; title: string; act?: string; role?: string }[]> = {
  health: [
    { href: '/school-nursing', title: 'Care plans, reviews, family action and training', act: 'ReadHealthFigures' },
    { href: '/school-nursing/absence', title: 'Absence for health by school, age and area', act: 'ReadHealthFigures' },
    { href: '/agency-meetings', title: 'Meetings about children in need and child protection' },
    { href: '/looked-after/health', title: 'Health reviews of looked-after children', act: 'AuditCare' },
  ],
  voluntary: [{ href: '/community', title: 'Events, campaigns and the figures of an area' }],
  'new-deal': [{ href: '/community', title: 'Events, campaigns and the figures of an area' }],
  'community-safety': [{ href: '/community', title: 'Events, campaigns and the figures of an area' }],
  'passenger-transport': [
    { href: '/transport', title: 'Routes, failed services and children', act: 'RunTransport' },
    { href: '/transport-policy', title: 'The transport policy in several languages' },
  ],
  'school-improvement': [
    { href: '/school-improvement', title: 'Visits, concern schools, targets and links between schools', act: 'ImproveSchool' },
    { href: '/good-practice', title: 'Good practice', act: 'ReadSchool' },
  ],
  'youth-offending': [
    { href: '/youth-offending', title: 'Young people: orders, releases, assessments, placements, mentors', role: 'YouthOffending' },
    { href: '/youth-offending/board', title: 'Manager’s board', act: 'RunPartners', role: 'YouthOffending' },
  ],
  best: [{ href: '/behaviour-improvement', title: 'Schools of the programme: leads, outcomes and classes', act: 'WorkOnBehaviour' }],
};
