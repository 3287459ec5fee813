using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Host.Tests.Access;

/// <content>What each mutation is asked with, and whom or what it is about.</content>
public sealed partial class MatrixTests
{
    /// <summary>A mutation that changes nothing when it is let in: its content is wrong, which is judged only after the caller was.</summary>
    private static string Mutation(string name, Meant meant, long proposal, string key)
    {
        var (school, pupil, caseId, worker, _, _, _) = meant;
        var flag = $"{{ pupil: \"{pupil}\", rule: \"PA\", openedOn: \"2006-09-04\", openedHalf: AM, reason: \"\" }}";
        return name switch
        {
            "postRegister" =>
                $"mutation {{ postRegister(input: {{ school: \"{school}\", date: \"2006-09-04\", half: AM, marks: [] }}) {{ problems {{ code }} }} }}",
            "releaseHeldMark" =>
                $"mutation {{ releaseHeldMark(input: {{ school: \"{school}\", mark: \"1-0\", code: \"{new string('x', 65)}\" }}) {{ problems {{ code }} }} }}",
            "discardHeldMark" =>
                $"mutation {{ discardHeldMark(input: {{ school: \"{school}\", mark: \"1-0\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "adoptStaleMark" or "setAsideStaleMark" or "giveReason" =>
                $"mutation {{ {name}(input: {{ school: \"{school}\", seq: 1, reason: \"\" }}) {{ problems {{ code }} }} }}",
            "readNotices" => "mutation { readNotices(ids: []) { unread } }",
            "saveNoticeSetting" =>
                "mutation { saveNoticeSetting(input: { kind: FLAG, delivery: PAGE, severity: NOTICE }) { problems { code } } }",
            "signCommitment" =>
                $"mutation {{ signCommitment(input: {{ year: \"2003/04\", school: \"{school}\" }}) {{ problems {{ code }} }} }}",
            "issueKey" => $"mutation {{ issueKey(input: {{ school: \"{school}\", name: \"\" }}) {{ problems {{ code }} }} }}",
            "revokeKey" => $"mutation {{ revokeKey(input: {{ school: \"{school}\", key: \"{key}\" }}) {{ settled }} }}",
            "refuseProposal" =>
                $"mutation {{ refuseProposal(input: {{ school: \"{school}\", proposal: \"none\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "acceptProposal" =>
                $"mutation {{ acceptProposal(input: {{ school: \"{school}\", proposal: \"{new string('x', 65)}\" }}) {{ problems {{ code }} }} }}",
            "logContact" =>
                $"mutation {{ logContact(input: {{ pupil: \"{pupil}\", at: \"2006-09-04T09:00:00Z\", mode: \"pigeon\", outcome: \"reached\" }}) {{ problems {{ code }} }} }}",
            "proposeCorrection" =>
                $"mutation {{ proposeCorrection(input: {{ pupil: \"{pupil}\", date: \"2006-09-04\", half: AM, code: \"?\", reason: \"x\" }}) {{ problems {{ code }} }} }}",
            "dismissFlag" or "restoreFlag" => $"mutation {{ {name}(input: {flag}) {{ problems {{ code }} }} }}",
            "proposeFlagOption" =>
                "mutation { proposeFlagOption(input: { rule: \"none\", option: \"none\", value: 1, from: \"2007-01-01\", reason: \"x\" }) { problems { code } } }",
            "approveFlagOption" => $"mutation {{ approveFlagOption(number: {proposal}) {{ settled problems {{ code }} }} }}",
            "allocateCase" => $"mutation {{ allocateCase(input: {{ case: \"{caseId}\", worker: \"1\" }}) {{ problems {{ code }} }} }}",
            "declareConflict" =>
                $"mutation {{ declareConflict(input: {{ case: \"{caseId}\", worker: \"1\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "saveWorkerSettings" =>
                $"mutation {{ saveWorkerSettings(input: {{ worker: \"{worker}\", capacity: -1, specialisms: [] }}) {{ problems {{ code }} }} }}",
            "recordAssessment" =>
                $"mutation {{ recordAssessment(input: {{ case: \"{caseId}\", factors: [], summary: \"\" }}) {{ problems {{ code }} }} }}",
            "closeCase" =>
                $"mutation {{ closeCase(input: {{ case: \"{caseId}\", outcome: IMPROVED, reason: \"\" }}) {{ problems {{ code }} }} }}",
            "makePlan" =>
                $"mutation {{ makePlan(input: {{ case: \"{caseId}\", aim: \"\", targets: [], actions: [] }}) {{ problems {{ code }} }} }}",
            "signPlan" =>
                $"mutation {{ signPlan(input: {{ case: \"{caseId}\", party: PARENT, name: \"\", agreed: true }}) {{ problems {{ code }} }} }}",
            "settlePlanAction" =>
                $"mutation {{ settlePlanAction(input: {{ case: \"{caseId}\", number: 1, done: true, note: \"\" }}) {{ problems {{ code }} }} }}",
            "reviewPlan" =>
                $"mutation {{ reviewPlan(input: {{ case: \"{caseId}\", outcome: CONTINUE, notes: \"\" }}) {{ problems {{ code }} }} }}",
            "startIntervention" =>
                $"mutation {{ startIntervention(input: {{ case: \"{caseId}\", catalogue: \"none\", from: \"2006-11-01\", purpose: \"\" }}) {{ problems {{ code }} }} }}",
            "logIntervention" =>
                $"mutation {{ logIntervention(input: {{ case: \"{caseId}\", number: 9, on: \"2006-11-01\", tookPlace: true }}) {{ problems {{ code }} }} }}",
            "endIntervention" =>
                $"mutation {{ endIntervention(input: {{ case: \"{caseId}\", number: 9, on: \"2006-11-01\", outcome: HELPED, note: \"\" }}) {{ problems {{ code }} }} }}",
            "planReintegration" =>
                $"mutation {{ planReintegration(input: {{ case: \"{caseId}\", from: \"2006-11-06\", weeks: [], contactPerson: \"\", firstDay: \"\" }}) {{ problems {{ code }} }} }}",
            "checkFirstDay" =>
                $"mutation {{ checkFirstDay(input: {{ case: \"{caseId}\", came: true, note: \"\" }}) {{ problems {{ code }} }} }}",
            "logCaseContact" =>
                $"mutation {{ logCaseContact(input: {{ case: \"{caseId}\", on: \"2006-11-01\", with: \"\", mode: PHONE, result: REACHED, note: \"\" }}) {{ problems {{ code }} }} }}",
            "addCaseNote" or "tellSchool" =>
                $"mutation {{ {name}(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "evaluateReferral" => $"mutation {{ evaluateReferral(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "postCaseMessage" => $"mutation {{ postCaseMessage(input: {{ case: \"{caseId}\", text: \"\" }}) {{ problems {{ code }} }} }}",
            "admitReferral" =>
                $"mutation {{ admitReferral(input: {{ pupil: \"{pupil}\", concern: \"\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "askEnquiry" =>
                $"mutation {{ askEnquiry(input: {{ subject: MARK, pupil: \"{pupil}\", question: \"\" }}) {{ problems {{ code }} }} }}",
            "answerEnquiry" => "mutation { answerEnquiry(input: { id: \"none\", answer: \"\" }) { problems { code } } }",
            "recordEducation" =>
                $"mutation {{ recordEducation(input: {{ pupil: \"{pupil}\", status: ON_ROLL, from: \"2006-11-01\", words: \"\" }}) {{ problems {{ code }} }} }}",
            "recordHomeEducation" =>
                $"mutation {{ recordHomeEducation(input: {{ pupil: \"{pupil}\", step: ADVICE, on: \"2006-11-01\", words: \"\" }}) {{ problems {{ code }} }} }}",
            "saveReferralTerms" =>
                $"mutation {{ saveReferralTerms(input: {{ school: \"{school}\", leastMissed: -1, reviewWeeks: 0, evaluationWeeks: 0 }}) {{ problems {{ code }} }} }}",
            "saveAgreement" =>
                $"mutation {{ saveAgreement(input: {{ school: \"{school}\", body: \"\", reviewOn: \"2007-09-01\" }}) {{ problems {{ code }} }} }}",
            "signAgreement" => $"mutation {{ signAgreement(input: {{ school: \"{school}\", version: 999 }}) {{ problems {{ code }} }} }}",
            "publishGuidance" =>
                $"mutation {{ publishGuidance(input: {{ school: \"{school}\", title: \"\", dated: \"2006-11-01\", body: \"\" }}) {{ problems {{ code }} }} }}",
            "readGuidance" => "mutation { readGuidance(id: \"none\", version: 1) { problems { code } } }",
            "publishSupport" => "mutation { publishSupport(input: { hours: 0 }) { problems { code } } }",
            "explainStep" =>
                $"mutation {{ explainStep(input: {{ case: \"{caseId}\", step: PLAN, reason: \"\", lookAgainOn: \"2006-11-20\" }}) {{ problems {{ code }} }} }}",
            "askAgency" => $"mutation {{ askAgency(input: {{ case: \"{caseId}\", agency: \"\", what: \"\" }}) {{ problems {{ code }} }} }}",
            "recordAgencyAnswer" =>
                $"mutation {{ recordAgencyAnswer(input: {{ case: \"{caseId}\", number: 99, answer: \"\" }}) {{ problems {{ code }} }} }}",
            "answerPattern" =>
                $"mutation {{ answerPattern(input: {{ pupil: \"{pupil}\", rule: \"PA\", openedOn: \"2006-09-04\", openedHalf: AM, confirmed: true, text: \"\" }}) {{ problems {{ code }} }} }}",
            "makeDiaryFeed" or "endDiaryFeed" => $"mutation {{ {name} {{ path }} }}",
            "referChild" => $"mutation {{ referChild(input: {{ pupil: \"{pupil}\", concern: \"\" }}) {{ problems {{ code }} }} }}",
            "referSharedChild" =>
                $"mutation {{ referSharedChild(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", concern: \"\" }}) {{ problems {{ code }} }} }}",
            "referToAgency" =>
                $"mutation {{ referToAgency(input: {{ pupil: \"{pupil}\", agency: \"none\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "startSupport" =>
                $"mutation {{ startSupport(input: {{ agency: \"{meant.Shared.Agency}\", kind: \"none\", from: \"2006-11-01\", children: [{{ child: \"{meant.Shared.Child}\" }}] }}) {{ problems {{ code }} }} }}",
            "joinSupport" => "mutation { joinSupport(id: \"1\", children: []) { problems { code } } }",
            "recordSupportSession" =>
                "mutation { recordSupportSession(id: \"1\", on: \"2006-11-01\", topic: \"\", attended: []) { problems { code } } }",
            "recordOnward" => "mutation { recordOnward(id: \"1\", child: \"none\", state: OVER) { problems { code } } }",
            "endSupport" =>
                "mutation { endSupport(input: { id: \"1\", child: \"none\", outcome: HELPED, words: \"\" }) { problems { code } } }",
            "evaluateSupport" => "mutation { evaluateSupport(id: \"1\", evaluation: \"\") { problems { code } } }",
            "logWork" =>
                $"mutation {{ logWork(input: {{ agency: \"{meant.Shared.Agency}\", kind: \"none\", on: \"2006-11-01\", people: 1 }}) {{ problems {{ code }} }} }}",
            "offerActivity" =>
                $"mutation {{ offerActivity(input: {{ agency: \"{meant.Shared.Agency}\", title: \"\", place: \"\", area: \"\", time: WEEKEND, interests: [], fromYear: 0, toYear: 1, places: 1, from: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "callMeeting" =>
                $"mutation {{ callMeeting(input: {{ kind: LIAISON, pupil: \"{pupil}\", at: \"2006-11-03T10:00:00Z\", place: \"\", agenda: \"\", agencies: [] }}) {{ problems {{ code }} }} }}",
            "minuteMeeting" =>
                "mutation { minuteMeeting(input: { id: \"1\", minutes: \"\", attended: [], actions: [] }) { problems { code } } }",
            "settleAgreedAction" => "mutation { settleAgreedAction(id: \"1\", number: 1) { problems { code } } }",
            "answerReferral" => "mutation { answerReferral(id: \"1\", accepts: true, answer: \"\") { problems { code } } }",
            "endReferral" => "mutation { endReferral(id: \"1\", outcome: HELPED, words: \"\") { problems { code } } }",
            "recordCare" or "withdrawCare" =>
                $"mutation {{ {name}(input: {{ upn: \"{meant.Upn}\", started: \"2006-09-01\", legalStatus: \"none\", placement: \"K2\", responsible: \"355\" }}) {{ problems {{ code }} }} }}",
            "saveUnit" => "mutation { saveUnit(name: \"\") { problems { code } } }",
            "recordProtectionPlan" =>
                $"mutation {{ recordProtectionPlan(input: {{ upn: \"{meant.Upn}\", started: \"2006-09-01\", ended: \"2006-08-01\", withdrawn: false }}) {{ problems {{ code }} }} }}",
            "planCareMeeting" =>
                $"mutation {{ planCareMeeting(input: {{ pupil: \"{pupil}\", kind: PROGRESS, on: \"2006-11-01\", at: \"late\", attendees: [] }}) {{ problems {{ code }} }} }}",
            "writeCareMeeting" =>
                $"mutation {{ writeCareMeeting(input: {{ id: \"{meant.Audit}\", version: 9, on: \"2006-11-01\", at: \"16:00\", attendees: [], discussed: false, minute: \"\", outcome: \"\", actions: [] }}) {{ problems {{ code }} }} }}",
            "addUnitAction" =>
                $"mutation {{ addUnitAction(input: {{ unit: {(meant.Audit == SignedAudit ? AccessCity.Home : 99)}, issue: \"\", what: \"\", owner: \"\", by: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "settleUnitAction" => $"mutation {{ settleUnitAction(id: \"{meant.Audit}\", note: \"\") {{ problems {{ code }} }} }}",
            "saveGoingHome" =>
                $"mutation {{ saveGoingHome(input: {{ pupil: \"{pupil}\", plannedOn: \"2006-11-01\", schoolTold: \"2016-11-01\" }}) {{ problems {{ code }} }} }}",
            "recordHome" =>
                $"mutation {{ recordHome(input: {{ pupil: \"{pupil}\", from: \"2006-11-01\", address: \"\" }}) {{ problems {{ code }} }} }}",
            "tellSchoolOfCare" =>
                $"mutation {{ tellSchoolOfCare(pupil: \"{pupil}\", teacher: \"\", withdrawn: false) {{ problems {{ code }} }} }}",
            "addCarer" => "mutation { addCarer(name: \"\", kind: FOSTER) { problems { code } } }",
            "recordTraining" => "mutation { recordTraining(carer: \"9\", topic: ATTENDANCE, on: \"2006-11-01\") { problems { code } } }",
            "recordProcedure" =>
                "mutation { recordProcedure(input: { subject: CONTACT, title: \"\", agreedOn: \"2006-11-01\", agreedWith: \"\" }) { problems { code } } }",
            "recordServiceTime" =>
                $"mutation {{ recordServiceTime(input: {{ pupil: \"{pupil}\", on: \"2006-09-23\", half: AM, service: HEALTH, reason: MEETING, withdrawn: false }}) {{ problems {{ code }} }} }}",
            "requestLeave" =>
                $"mutation {{ requestLeave(input: {{ pupil: \"{pupil}\", firstDay: \"2006-11-02\", lastDay: \"2006-11-01\", why: \"\" }}) {{ problems {{ code }} }} }}",
            "answerLeave" => $"mutation {{ answerLeave(id: \"{meant.Audit}\", agreed: true, note: \"\") {{ problems {{ code }} }} }}",
            "closeCareMeeting" => $"mutation {{ closeCareMeeting(id: \"{meant.Audit}\", version: 9) {{ problems {{ code }} }} }}",
            "cancelCareMeeting" =>
                $"mutation {{ cancelCareMeeting(id: \"{meant.Audit}\", version: 9, reason: \"\") {{ problems {{ code }} }} }}",
            "settleMeetingAction" => $"mutation {{ settleMeetingAction(id: \"{meant.Audit}\", note: \"\") {{ problems {{ code }} }} }}",
            "takeAudit" or "keepAudit" => $"mutation {{ {name}(id: \"{meant.Audit}\") {{ problems {{ code }} }} }}",
            "signAudit" => $"mutation {{ signAudit(id: \"{meant.Audit}\", version: 0) {{ problems {{ code }} }} }}",
            "writeAudit" =>
                $"mutation {{ writeAudit(input: {{ id: \"{meant.Audit}\", version: 0, circumstances: \"\", pattern: \"\", findings: \"\", plan: [] }}) {{ problems {{ code }} }} }}",
            "answerLookedAfterGroup" =>
                $"mutation {{ answerLookedAfterGroup(input: {{ school: \"{school}\", term: \"2006-11-01\", reason: \"\", action: \"\" }}) {{ problems {{ code }} }} }}",
            "submitMemberReport" => "mutation { submitMemberReport(quarter: \"1999-07-01\", words: \"x\") { problems { code } } }",
            "releaseMemberReport" => "mutation { releaseMemberReport(quarter: \"1999-07-01\") { problems { code } } }",
            "recordTenDayAction" =>
                $"mutation {{ recordTenDayAction(input: {{ pupil: \"{pupil}\", year: \"2006/07\", action: \"\" }}) {{ problems {{ code }} }} }}",
            "writeAgreement" =>
                "mutation { writeAgreement(input: { agency: \"none\", lawfulBasis: \"\", purpose: \"\", children: REFERRALS, expiresOn: \"2006-01-01\" }) { problems { code } } }",
            "approveAgreement" => "mutation { approveAgreement(id: \"none\") { problems { code } } }",
            "endAgreement" => "mutation { endAgreement(id: \"none\", reason: \"\") { problems { code } } }",
            "joinAgency" => "mutation { joinAgency(agency: \"health\", email: \"none\") { problems { code } } }",
            "leaveAgency" => "mutation { leaveAgency(agency: \"health\", person: \"1\", reason: \"\") { problems { code } } }",
            "recordYouthOrder" =>
                "mutation { recordYouthOrder(input: { agreement: \"isp-YouthOffending\", child: \"none\", kind: OTHER_ORDER, rule: NO_UNAUTHORISED, from: \"2006-11-01\", until: \"2006-12-01\", terms: \"\" }) { problems { code } } }",
            "endYouthOrder" => "mutation { endYouthOrder(id: \"1\", reason: \"\") { problems { code } } }",
            "settleYouthTask" => "mutation { settleYouthTask(id: \"1\", outcome: \"\") { problems { code } } }",
            "planYouthRelease" =>
                "mutation { planYouthRelease(input: { agreement: \"isp-YouthOffending\", child: \"none\", setting: \"none\", weeklyHours: 0, releaseOn: \"2006-11-01\" }) { problems { code } } }",
            "placeYoungPerson" =>
                $"mutation {{ placeYoungPerson(id: \"1\", school: \"{school}\", startsOn: \"2006-11-01\") {{ problems {{ code }} }} }}",
            "recordYouthAssessment" =>
                "mutation { recordYouthAssessment(input: { agreement: \"isp-YouthOffending\", child: \"none\", kind: STATUTORY, assessedOn: \"2006-11-01\", factors: [], summary: \"\" }) { problems { code } } }",
            "seekYouthPlacement" =>
                "mutation { seekYouthPlacement(agreement: \"isp-YouthOffending\", child: \"none\", why: \"\") { problems { code } } }",
            "askYouthProvider" => $"mutation {{ askYouthProvider(id: \"1\", provider: \"{school}\") {{ problems {{ code }} }} }}",
            "startYouthPlacement" =>
                $"mutation {{ startYouthPlacement(id: \"1\", provider: \"{school}\", code: B, from: \"2006-11-01\") {{ problems {{ code }} }} }}",
            "endYouthPlacement" =>
                "mutation { endYouthPlacement(id: \"1\", until: \"2006-11-01\", outcome: FINISHED, words: \"\") { problems { code } } }",
            "saveMentor" => "mutation { saveMentor(input: { name: \"\", recruitedOn: \"2006-11-01\" }) { problems { code } } }",
            "matchMentor" =>
                "mutation { matchMentor(mentor: \"1\", agreement: \"isp-YouthOffending\", child: \"none\", from: \"2006-11-01\") { problems { code } } }",
            "endMentorMatch" =>
                "mutation { endMentorMatch(id: \"1\", until: \"2006-11-01\", outcome: HELPED, words: \"\") { problems { code } } }",
            "saveYouthPost" => "mutation { saveYouthPost(person: \"1\") { problems { code } } }",
            "tickYouthRelease" => "mutation { tickYouthRelease(id: \"1\", item: MEETING_HELD) { problems { code } } }",
            "nameForSchool" or "endSchoolPost" =>
                $"mutation {{ {name}(input: {{ agency: \"none\", school: \"{school}\", person: \"1\" }}) {{ problems {{ code }} }} }}",
            "recordBarrier" =>
                $"mutation {{ recordBarrier(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", factor: FAMILY, words: \"\" }}) {{ problems {{ code }} }} }}",
            "settleBarrier" => "mutation { settleBarrier(id: \"1\", words: \"\") { problems { code } } }",
            "recordDestination" =>
                $"mutation {{ recordDestination(input: {{ agreement: \"{meant.Shared.Agreement}\", child: \"{meant.Shared.Child}\", leavingYear: \"1999/00\", kind: COLLEGE }}) {{ problems {{ code }} }} }}",
            "planSweep" =>
                "mutation { planSweep(input: { area: \"\", begins: \"2007-01-15T09:30:00Z\", ends: \"2007-01-15T09:00:00Z\", level: LOCAL, premises: [] }) { problems { code } } }",
            "authoriseSweep" =>
                $"mutation {{ authoriseSweep(input: {{ sweep: \"{PlannedSweep}\", officer: \"\", rank: SUPERINTENDENT }}) {{ problems {{ code }} }} }}",
            "joinSweep" or "closeSweep" => $"mutation {{ {name}(id: \"{PlannedSweep}\") {{ problems {{ code }} }} }}",
            "lookInSweep" =>
                $"mutation {{ lookInSweep(input: {{ sweep: \"{PlannedSweep}\", givenName: \"Ann\", familyName: \"Archer\", birthDate: \"1995-01-01\" }}) {{ problems {{ code }} }} }}",
            "recordSweepStop" =>
                $"mutation {{ recordSweepStop(input: {{ sweep: \"{PlannedSweep}\", id: \"none\", stoppedAt: \"2007-01-15T10:00:00Z\", place: \"\", withAdult: false, takenTo: SCHOOL, givenName: \"\", familyName: \"\" }}) {{ problems {{ code }} }} }}",
            "saveCarePlan" =>
                $"mutation {{ saveCarePlan(input: {{ pupil: \"{pupil}\", condition: \"\", actions: \"\", from: \"2006-11-01\", reviewOn: \"2006-10-01\" }}) {{ problems {{ code }} }} }}",
            "endCarePlan" =>
                $"mutation {{ endCarePlan(input: {{ pupil: \"{pupil}\", lastDay: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "recordMedicalTraining" =>
                $"mutation {{ recordMedicalTraining(input: {{ school: \"{school}\", topic: ASTHMA, heldOn: \"2006-10-01\", renewOn: \"2006-09-01\", staff: 0, trainer: \"\" }}) {{ problems {{ code }} }} }}",
            "askHealthReview" => $"mutation {{ askHealthReview(pupil: \"{pupil}\") {{ problems {{ code }} }} }}",
            "recordHealthReview" =>
                $"mutation {{ recordHealthReview(input: {{ pupil: \"{pupil}\", heldOn: \"2006-11-01\", findings: \"\" }}) {{ problems {{ code }} }} }}",
            "recordFamilyAction" =>
                $"mutation {{ recordFamilyAction(input: {{ pupil: \"{pupil}\", strengths: \"\", needs: \"\", actions: [], childView: \"\", parentView: \"\", lead: \"\", reviewOn: \"2006-11-01\" }}) {{ problems {{ code }} }} }}",
            "logCampaign" =>
                "mutation { logCampaign(input: { title: \"\", kind: EVENT, agency: \"none\", from: \"2006-11-01\", about: \"\" }) { problems { code } } }",
            "saveTransportRoute" => "mutation { saveTransportRoute(input: { name: \"\", operator: \"\" }) { problems { code } } }",
            "reportTransportFailure" =>
                "mutation { reportTransportFailure(input: { route: \"none\", date: \"2006-11-01\", half: AM, kind: DID_NOT_RUN, what: \"\" }) { problems { code } } }",
            "recordTransport" =>
                $"mutation {{ recordTransport(input: {{ pupil: \"{pupil}\", metres: -1, specialNeeds: false, unsafeRoute: false, lowIncome: false }}) {{ problems {{ code }} }} }}",
            "explainByTransport" =>
                $"mutation {{ explainByTransport(input: {{ school: \"{school}\", failure: \"1\", pupils: [] }}) {{ problems {{ code }} }} }}",
            "readResponsibilities" => "mutation { readResponsibilities(version: \"none\") { problems { code } } }",
            "saveAgency" => "mutation { saveAgency(input: { id: \"-\", name: \"\", kind: COMMUNITY, about: \"\" }) { problems { code } } }",
            "recordVisit" =>
                $"mutation {{ recordVisit(input: {{ school: \"{school}\", kind: ANNUAL, visitedOn: \"2006-10-02\", figuresAsOf: \"2006-10-02\", findings: \"\", agreed: \"\", forGovernors: \"\" }}) {{ problems {{ code }} }} }}",
            "setSchoolTarget" => $"mutation {{ setSchoolTarget(school: \"{school}\", tenths: 1) {{ problems {{ code }} }} }}",
            "noteSchool" => $"mutation {{ noteSchool(school: \"{school}\", text: \"\") {{ problems {{ code }} }} }}",
            "linkSchools" =>
                $"mutation {{ linkSchools(input: {{ school: \"{school}\", with: \"{school}\", about: \"\", from: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "addPractice" =>
                $"mutation {{ addPractice(input: {{ title: \"\", school: \"{school}\", about: \"\", beganOn: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "adoptPractice" =>
                $"mutation {{ adoptPractice(input: {{ practice: \"none\", school: \"{school}\", adoptedOn: \"2006-10-02\" }}) {{ problems {{ code }} }} }}",
            "nameBipLead" =>
                $"mutation {{ nameBipLead(school: \"{school}\", name: \"\", from: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "recordBipPolicy" =>
                $"mutation {{ recordBipPolicy(school: \"{school}\", kind: BEHAVIOUR, agreedOn: \"2006-10-02\", reviewOn: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "recordBipCount" =>
                $"mutation {{ recordBipCount(school: \"{school}\", kind: SERIOUS_INCIDENTS, on: \"2006-10-02\", count: -1) {{ problems {{ code }} }} }}",
            "enrolClass" =>
                $"mutation {{ enrolClass(programme: \"none\", school: \"{school}\", group: \"\", from: \"2006-10-02\") {{ problems {{ code }} }} }}",
            "endClass" => $"mutation {{ endClass(id: \"{school}\") {{ problems {{ code }} }} }}",
            "raiseConcern" => $"mutation {{ raiseConcern(pupil: \"{pupil}\", text: \"\") {{ problems {{ code }} }} }}",
            "settleConcern" => $"mutation {{ settleConcern(id: \"{pupil}\", text: \"\") {{ problems {{ code }} }} }}",
            "endSchoolLink" => "mutation { endSchoolLink(id: \"none\") { problems { code } } }",
            "setConcernOption" => "mutation { setConcernOption(option: AMBER, tenths: -1) { problems { code } } }",
            "recordConcernMeeting" =>
                "mutation { recordConcernMeeting(input: { heldOn: \"2006-10-02\", present: \"\", decisions: [] }) { problems { code } } }",
            "recordConsultantMeeting" =>
                "mutation { recordConsultantMeeting(input: { heldOn: \"2006-10-02\", present: \"\", notes: \"\", actions: [] }) { problems { code } } }",
            "settleConsultantAction" => "mutation { settleConsultantAction(meeting: \"none\", number: 1) { problems { code } } }",
            "saveProgramme" =>
                "mutation { saveProgramme(input: { id: \"-\", name: \"\", kind: INITIATIVE, about: \"\", schools: [] }) { problems { code } } }",
            "takeEnforcementStep" =>
                $"mutation {{ takeEnforcementStep(input: {{ case: \"{caseId}\", matter: 99, step: STOP }}) {{ problems {{ code }} }} }}",
            "approveEnforcementStep" =>
                $"mutation {{ approveEnforcementStep(input: {{ case: \"{caseId}\", matter: 99, approves: true }}) {{ problems {{ code }} }} }}",
            "recordConsideration" =>
                $"mutation {{ recordConsideration(input: {{ case: \"{caseId}\", kind: LETTER_SENT, words: \"\" }}) {{ problems {{ code }} }} }}",
            "makeCourtPack" => $"mutation {{ makeCourtPack(input: {{ case: \"{caseId}\", matter: 99 }}) {{ problems {{ code }} }} }}",
            "sendLetter" =>
                $"mutation {{ sendLetter(input: {{ case: \"{caseId}\", letter: \"1\", road: POSTED }}) {{ problems {{ code }} }} }}",
            "withdrawLetter" =>
                $"mutation {{ withdrawLetter(input: {{ case: \"{caseId}\", letter: \"1\", reason: \"\" }}) {{ problems {{ code }} }} }}",
            "judgeChangedEvidence" =>
                $"mutation {{ judgeChangedEvidence(input: {{ case: \"{caseId}\", matter: 99, reason: \"\" }}) {{ problems {{ code }} }} }}",
            _ => throw new InvalidOperationException($"No mutation is written for {name}"),
        };
    }

    private const string SignedAudit = "12345";

    /// <summary>The case of the child in a scope; none for the child beside.</summary>
    private string Case(string scope) =>
        scope switch
        {
            "in" => _city.Cases[AccessCity.Ann],
            "out" => _city.Cases[AccessCity.Dan],
            _ => "999",
        };

    /// <summary>A worker of the team in a scope.</summary>
    private string Worker(string scope) =>
        (scope == "out" ? _city.People["southofficer"] : _city.People[nameof(Role.WelfareOfficer)]).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>What a mutation is about.</summary>
    private sealed record Meant(
        string School,
        string Pupil,
        string Case,
        string Worker,
        Upn Upn,
        string Audit,
        (string Agreement, string Child, string Agency) Shared
    );

    /// <summary>Ann under the agreement of the caller's agency (of another agency, when the caller has none or out of scope).</summary>
    private (string Agreement, string Child, string Agency) Shared(string scope, string caller)
    {
        var role =
            scope == "in" && _city.Agreements.ContainsKey(caller) ? caller
            : caller == "Health" ? "Housing"
            : "Health";
        return (_city.Agreements[role], _shared[role], AccessCity.AgencyOf[Enum.Parse<Role>(role)]);
    }
}
