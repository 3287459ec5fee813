import { Redirect, Route, Switch } from 'wouter';
import { ActivitiesPage } from './pages/ActivitiesPage';
import { AgencyMeetingsPage } from './pages/AgencyMeetingsPage';
import { AgencyPage } from './pages/AgencyPage';
import { AwardsPage } from './pages/AwardsPage';
import { CarersPage } from './pages/CarersPage';
import { GoingHomePage } from './pages/GoingHomePage';
import { HomesPage } from './pages/HomesPage';
import { OutOfSchoolPage } from './pages/OutOfSchoolPage';
import { UnitsPage } from './pages/UnitsPage';
import { AgreementsPage } from './pages/AgreementsPage';
import { AllocationPage } from './pages/AllocationPage';
import { AuditPage } from './pages/AuditPage';
import { AuditsPage } from './pages/AuditsPage';
import { AuthorityPage } from './pages/AuthorityPage';
import { CasePage } from './pages/CasePage';
import { CasesPage } from './pages/CasesPage';
import { DiaryPage } from './pages/DiaryPage';
import { BalancePage } from './pages/BalancePage';
import { CourtListPage } from './pages/CourtListPage';
import { LettersPage } from './pages/LettersPage';
import { CommitmentsPage } from './pages/CommitmentsPage';
import { HalfDaysPage } from './pages/HalfDaysPage';
import { AtRiskPage } from './pages/AtRiskPage';
import { BehaviourPage } from './pages/BehaviourPage';
import { GoodPracticePage } from './pages/GoodPracticePage';
import { ImprovementBoardPage } from './pages/ImprovementBoardPage';
import { HowPage } from './pages/HowPage';
import { LibraryPage } from './pages/LibraryPage';
import { LookedAfterGroupsPage } from './pages/LookedAfterGroupsPage';
import { CommunityPage } from './pages/CommunityPage';
import { HealthAbsencePage } from './pages/HealthAbsencePage';
import { HealthPage } from './pages/HealthPage';
import { HealthReviewsPage } from './pages/HealthReviewsPage';
import { HotSpotsPage } from './pages/HotSpotsPage';
import { LookedAfterAtSchoolPage } from './pages/LookedAfterAtSchoolPage';
import { LookedAfterPage } from './pages/LookedAfterPage';
import { MeetingPage } from './pages/MeetingPage';
import { MeetingsPage } from './pages/MeetingsPage';
import { LookedAfterYearPage } from './pages/LookedAfterYearPage';
import { MembersPage } from './pages/MembersPage';
import { MissingPage } from './pages/MissingPage';
import { NoticesPage } from './pages/NoticesPage';
import { OwnWorkPage } from './pages/OwnWorkPage';
import { PartnersPage } from './pages/PartnersPage';
import { ProgrammesPage } from './pages/ProgrammesPage';
import { PupilPage } from './pages/PupilPage';
import { PupilsPage } from './pages/PupilsPage';
import { QualityPage } from './pages/QualityPage';
import { ReferralsPage } from './pages/ReferralsPage';
import { ResponsibilitiesPage } from './pages/ResponsibilitiesPage';
import { SharedPage } from './pages/SharedPage';
import { SchoolsToldPage } from './pages/SchoolsToldPage';
import { SchoolAgenciesPage } from './pages/SchoolAgenciesPage';
import { SchoolsPage } from './pages/SchoolsPage';
import { SchoolTransportPage } from './pages/SchoolTransportPage';
import { SchoolImprovementPage } from './pages/SchoolImprovementPage';
import { SchoolTogetherPage } from './pages/SchoolTogetherPage';
import { SchoolPackPage } from './pages/SchoolPackPage';
import { SchoolTodayPage } from './pages/SchoolTodayPage';
import { SearchPage } from './pages/SearchPage';
import { SweepPage } from './pages/SweepPage';
import { SweepsPage } from './pages/SweepsPage';
import { TeamsPage } from './pages/TeamsPage';
import { TransportPage } from './pages/TransportPage';
import { TransportPolicyPage } from './pages/TransportPolicyPage';
import { TenDaysPage } from './pages/TenDaysPage';
import { UpdatesPage } from './pages/UpdatesPage';
import { WhoLookedPage } from './pages/WhoLookedPage';
import { YoungPeoplePage } from './pages/YoungPeoplePage';
import { MentorsPage } from './pages/MentorsPage';
import { YouthCaseloadPage } from './pages/YouthCaseloadPage';
import { YoungPersonPage } from './pages/YoungPersonPage';
import { YouthBoardPage } from './pages/YouthBoardPage';
import { useSession } from './session';
import { navigationOf } from './shell/navigation';
import { Shell } from './shell/Shell';
import { NotFound } from './ui/states';
import { useTitle } from './ui/title';

export function App() {
  return (
    <Shell>
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
