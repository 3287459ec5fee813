import { lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { AuthorityPage } from './pages/AuthorityPage';
import { CasePage } from './pages/CasePage';
import { CasesPage } from './pages/CasesPage';
import { DiaryPage } from './pages/DiaryPage';
import { HalfDaysPage } from './pages/HalfDaysPage';
import { HowPage } from './pages/HowPage';
import { LookedAfterPage } from './pages/LookedAfterPage';
import { MissingPage } from './pages/MissingPage';
import { NoticesPage } from './pages/NoticesPage';
import { PupilPage } from './pages/PupilPage';
import { PupilsPage } from './pages/PupilsPage';
import { ReferralsPage } from './pages/ReferralsPage';
import { SharedPage } from './pages/SharedPage';
import { SchoolsPage } from './pages/SchoolsPage';
import { SchoolTodayPage } from './pages/SchoolTodayPage';
import { SearchPage } from './pages/SearchPage';
import { SweepPage } from './pages/SweepPage';
import { SweepsPage } from './pages/SweepsPage';
import { TeamsPage } from './pages/TeamsPage';
import { useSession } from './session';
import { navigationOf } from './shell/navigation';
import { Shell } from './shell/Shell';
import { Later } from './ui/Later';
import { NotFound } from './ui/states';
import { useTitle } from './ui/title';

// Pages that few people begin with: each is loaded when it is first opened, so that the first page is small.
const ActivitiesPage = lazy(() => import('./pages/ActivitiesPage').then((page) => ({ default: page.ActivitiesPage })));
const AgencyMeetingsPage = lazy(() => import('./pages/AgencyMeetingsPage').then((page) => ({ default: page.AgencyMeetingsPage })));
const AgencyPage = lazy(() => import('./pages/AgencyPage').then((page) => ({ default: page.AgencyPage })));
const AgreementsPage = lazy(() => import('./pages/AgreementsPage').then((page) => ({ default: page.AgreementsPage })));
const AllocationPage = lazy(() => import('./pages/AllocationPage').then((page) => ({ default: page.AllocationPage })));
const AtRiskPage = lazy(() => import('./pages/AtRiskPage').then((page) => ({ default: page.AtRiskPage })));
const AuditPage = lazy(() => import('./pages/AuditPage').then((page) => ({ default: page.AuditPage })));
const AuditsPage = lazy(() => import('./pages/AuditsPage').then((page) => ({ default: page.AuditsPage })));
const AwardsPage = lazy(() => import('./pages/AwardsPage').then((page) => ({ default: page.AwardsPage })));
const BalancePage = lazy(() => import('./pages/BalancePage').then((page) => ({ default: page.BalancePage })));
const BehaviourPage = lazy(() => import('./pages/BehaviourPage').then((page) => ({ default: page.BehaviourPage })));
const CarersPage = lazy(() => import('./pages/CarersPage').then((page) => ({ default: page.CarersPage })));
const CommitmentsPage = lazy(() => import('./pages/CommitmentsPage').then((page) => ({ default: page.CommitmentsPage })));
const CommunityPage = lazy(() => import('./pages/CommunityPage').then((page) => ({ default: page.CommunityPage })));
const CourtListPage = lazy(() => import('./pages/CourtListPage').then((page) => ({ default: page.CourtListPage })));
const GoingHomePage = lazy(() => import('./pages/GoingHomePage').then((page) => ({ default: page.GoingHomePage })));
const GoodPracticePage = lazy(() => import('./pages/GoodPracticePage').then((page) => ({ default: page.GoodPracticePage })));
const HealthAbsencePage = lazy(() => import('./pages/HealthAbsencePage').then((page) => ({ default: page.HealthAbsencePage })));
const HealthPage = lazy(() => import('./pages/HealthPage').then((page) => ({ default: page.HealthPage })));
const HealthReviewsPage = lazy(() => import('./pages/HealthReviewsPage').then((page) => ({ default: page.HealthReviewsPage })));
const HomesPage = lazy(() => import('./pages/HomesPage').then((page) => ({ default: page.HomesPage })));
const HotSpotsPage = lazy(() => import('./pages/HotSpotsPage').then((page) => ({ default: page.HotSpotsPage })));
const ImprovementBoardPage = lazy(() => import('./pages/ImprovementBoardPage').then((page) => ({ default: page.ImprovementBoardPage })));
const LettersPage = lazy(() => import('./pages/LettersPage').then((page) => ({ default: page.LettersPage })));
const LibraryPage = lazy(() => import('./pages/LibraryPage').then((page) => ({ default: page.LibraryPage })));
const LookedAfterAtSchoolPage = lazy(() => import('./pages/LookedAfterAtSchoolPage').then((page) => ({ default: page.LookedAfterAtSchoolPage })));
const LookedAfterGroupsPage = lazy(() => import('./pages/LookedAfterGroupsPage').then((page) => ({ default: page.LookedAfterGroupsPage })));
const LookedAfterYearPage = lazy(() => import('./pages/LookedAfterYearPage').then((page) => ({ default: page.LookedAfterYearPage })));
const MeetingPage = lazy(() => import('./pages/MeetingPage').then((page) => ({ default: page.MeetingPage })));
const MeetingsPage = lazy(() => import('./pages/MeetingsPage').then((page) => ({ default: page.MeetingsPage })));
const MembersPage = lazy(() => import('./pages/MembersPage').then((page) => ({ default: page.MembersPage })));
const MentorsPage = lazy(() => import('./pages/MentorsPage').then((page) => ({ default: page.MentorsPage })));
const OutOfSchoolPage = lazy(() => import('./pages/OutOfSchoolPage').then((page) => ({ default: page.OutOfSchoolPage })));
const OwnWorkPage = lazy(() => import('./pages/OwnWorkPage').then((page) => ({ default: page.OwnWorkPage })));
const PartnersPage = lazy(() => import('./pages/PartnersPage').then((page) => ({ default: page.PartnersPage })));
const ProgrammesPage = lazy(() => import('./pages/ProgrammesPage').then((page) => ({ default: page.ProgrammesPage })));
const QualityPage = lazy(() => import('./pages/QualityPage').then((page) => ({ default: page.QualityPage })));
const ResponsibilitiesPage = lazy(() => import('./pages/ResponsibilitiesPage').then((page) => ({ default: page.ResponsibilitiesPage })));
const SchoolAgenciesPage = lazy(() => import('./pages/SchoolAgenciesPage').then((page) => ({ default: page.SchoolAgenciesPage })));
const SchoolImprovementPage = lazy(() => import('./pages/SchoolImprovementPage').then((page) => ({ default: page.SchoolImprovementPage })));
const SchoolPackPage = lazy(() => import('./pages/SchoolPackPage').then((page) => ({ default: page.SchoolPackPage })));
const SchoolTogetherPage = lazy(() => import('./pages/SchoolTogetherPage').then((page) => ({ default: page.SchoolTogetherPage })));
const SchoolTransportPage = lazy(() => import('./pages/SchoolTransportPage').then((page) => ({ default: page.SchoolTransportPage })));
const SchoolsToldPage = lazy(() => import('./pages/SchoolsToldPage').then((page) => ({ default: page.SchoolsToldPage })));
const TenDaysPage = lazy(() => import('./pages/TenDaysPage').then((page) => ({ default: page.TenDaysPage })));
const TransportPage = lazy(() => import('./pages/TransportPage').then((page) => ({ default: page.TransportPage })));
const TransportPolicyPage = lazy(() => import('./pages/TransportPolicyPage').then((page) => ({ default: page.TransportPolicyPage })));
const UnitsPage = lazy(() => import('./pages/UnitsPage').then((page) => ({ default: page.UnitsPage })));
const UpdatesPage = lazy(() => import('./pages/UpdatesPage').then((page) => ({ default: page.UpdatesPage })));
const WhoLookedPage = lazy(() => import('./pages/WhoLookedPage').then((page) => ({ default: page.WhoLookedPage })));
const YoungPeoplePage = lazy(() => import('./pages/YoungPeoplePage').then((page) => ({ default: page.YoungPeoplePage })));
const YoungPersonPage = lazy(() => import('./pages/YoungPersonPage').then((page) => ({ default: page.YoungPersonPage })));
const YouthBoardPage = lazy(() => import('./pages/YouthBoardPage').then((page) => ({ default: page.YouthBoardPage })));
const YouthCaseloadPage = lazy(() => import('./pages/YouthCaseloadPage').then((page) => ({ default: page.YouthCaseloadPage })));

export function App() {
  return (
    <Shell>
      <Later>
      <Switch>
        <Route path="/">
          <Home />
        </Route>
        <Route path="/pupils">
          <PupilsPage />
        </Route>
        <Route path="/pupils/:id/:part?">{({ id, part }) => <PupilPage id={id} part={part} key={id} />}</Route>
        <Route path="/cases">
          <CasesPage />
        </Route>
        <Route path="/cases/:id/:part?">{({ id, part }) => <CasePage id={id} part={part} key={id} />}</Route>
        <Route path="/diary">
          <DiaryPage />
        </Route>
        <Route path="/allocation">
          <AllocationPage />
        </Route>
        <Route path="/schools">
          <SchoolsPage />
        </Route>
        <Route path="/schools/:laestab/quality">{({ laestab }) => <QualityPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/at-risk">{({ laestab }) => <AtRiskPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/improvement">{({ laestab }) => <SchoolImprovementPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/together">{({ laestab }) => <SchoolTogetherPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/transport">{({ laestab }) => <SchoolTransportPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/agencies">{({ laestab }) => <SchoolAgenciesPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/schools/:laestab/:part">
          {({ laestab, part }) => <SchoolTodayPage laestab={laestab} part={part} key={laestab} />}
        </Route>
        <Route path="/authority">
          <AuthorityPage />
        </Route>
        <Route path="/missing">
          <MissingPage />
        </Route>
        <Route path="/teams/:id?">{({ id }) => <TeamsPage {...(id && { id })} />}</Route>
        <Route path="/notices">
          <NoticesPage />
        </Route>
        <Route path="/commitments">
          <CommitmentsPage />
        </Route>
        <Route path="/our-work">
          <OwnWorkPage />
        </Route>
        <Route path="/activities">
          <ActivitiesPage />
        </Route>
        <Route path="/library">
          <LibraryPage />
        </Route>
        <Route path="/half-days">
          <HalfDaysPage />
        </Route>
        <Route path="/looked-after">
          <LookedAfterPage />
        </Route>
        <Route path="/looked-after/audits">
          <AuditsPage />
        </Route>
        <Route path="/looked-after/updates/:term?">{({ term }) => <UpdatesPage term={term} />}</Route>
        <Route path="/looked-after/members">
          <MembersPage />
        </Route>
        <Route path="/looked-after/groups">
          <LookedAfterGroupsPage />
        </Route>
        <Route path="/looked-after/years">
          <LookedAfterYearPage />
        </Route>
        <Route path="/looked-after/ten-days/:quarter?">{({ quarter }) => <TenDaysPage quarter={quarter} />}</Route>
        <Route path="/looked-after/audits/:id">{({ id }) => <AuditPage id={id} key={id} />}</Route>
        <Route path="/looked-after/awards">
          <AwardsPage />
        </Route>
        <Route path="/looked-after/carers">
          <CarersPage />
        </Route>
        <Route path="/looked-after/going-home">
          <GoingHomePage />
        </Route>
        <Route path="/looked-after/health">
          <HealthReviewsPage />
        </Route>
        <Route path="/looked-after/homes">
          <HomesPage />
        </Route>
        <Route path="/looked-after/out-of-school">
          <OutOfSchoolPage />
        </Route>
        <Route path="/looked-after/units">
          <UnitsPage />
        </Route>
        <Route path="/looked-after/told">
          <SchoolsToldPage />
        </Route>
        <Route path="/looked-after/school/:laestab">{({ laestab }) => <LookedAfterAtSchoolPage laestab={laestab} key={laestab} />}</Route>
        <Route path="/looked-after/meetings">
          <MeetingsPage />
        </Route>
        <Route path="/looked-after/meetings/:id">{({ id }) => <MeetingPage id={id} key={id} />}</Route>
        <Route path="/partners">
          <PartnersPage />
        </Route>
        <Route path="/partners/:id">{({ id }) => <AgencyPage id={id} key={id} />}</Route>
        <Route path="/school-nursing">
          <HealthPage />
        </Route>
        <Route path="/school-nursing/absence">
          <HealthAbsencePage />
        </Route>
        <Route path="/community">
          <CommunityPage />
        </Route>
        <Route path="/transport">
          <TransportPage />
        </Route>
        <Route path="/transport-policy">
          <TransportPolicyPage />
        </Route>
        <Route path="/agreements">
          <AgreementsPage />
        </Route>
        <Route path="/agency-meetings">
          <AgencyMeetingsPage />
        </Route>
        <Route path="/referrals">
          <ReferralsPage />
        </Route>
        <Route path="/shared">
          <SharedPage />
        </Route>
        <Route path="/pack">
          <SchoolPackPage />
        </Route>
        <Route path="/young-people">
          <YoungPeoplePage />
        </Route>
        <Route path="/sweeps">
          <SweepsPage />
        </Route>
        <Route path="/sweeps/hot-spots">
          <HotSpotsPage />
        </Route>
        <Route path="/sweeps/:id">{({ id }) => <SweepPage id={id} key={id} />}</Route>
        <Route path="/behaviour-improvement">
          <BehaviourPage />
        </Route>
        <Route path="/good-practice">
          <GoodPracticePage />
        </Route>
        <Route path="/school-improvement">
          <ImprovementBoardPage />
        </Route>
        <Route path="/youth-offending">
          <YouthCaseloadPage />
        </Route>
        <Route path="/youth-offending/mentors">
          <MentorsPage />
        </Route>
        <Route path="/youth-offending/board">
          <YouthBoardPage />
        </Route>
        <Route path="/youth-offending/:agreement/:child">
          {({ agreement, child }) => <YoungPersonPage agreement={agreement} child={child} key={agreement + child} />}
        </Route>
        <Route path="/programmes">
          <ProgrammesPage />
        </Route>
        <Route path="/responsibilities">
          <ResponsibilitiesPage />
        </Route>
        <Route path="/court">
          <CourtListPage />
        </Route>
        <Route path="/letters">
          <LettersPage />
        </Route>
        <Route path="/balance">
          <BalancePage />
        </Route>
        <Route path="/how">
          <HowPage />
        </Route>
        <Route path="/search">
          <SearchPage />
        </Route>
        <Route path="/who-looked">
          <WhoLookedPage />
        </Route>
        <Route>
          <Missing />
        </Route>
      </Switch>
      </Later>
    </Shell>
  );
}

function Home() {
  const first = navigationOf(useSession()).find((item) => !item.server);
  if (first) return <Redirect to={first.href} replace />;
  return <Nothing />;
}

function Nothing() {
  useTitle('Nothing to open');
  return (
    <>
      <h1 className="govuk-heading-l">Nothing to open yet</h1>
      <p className="govuk-body">
        You are signed in, and no page here is for your role yet. Elected members read the published
        figures.
      </p>
      <p className="govuk-body">Ask the attendance leader if you expected something else.</p>
    </>
  );
}

function Missing() {
  useTitle('Not found');
  return <NotFound what="page" />;
}
