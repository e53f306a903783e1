"""What can go wrong with keys and sign-in, in sentences that say what to do."""

from amparo.base.problems import Problem


class TooManyTries(Problem):
    says = "Too many tries with this user name. Wait {seconds} seconds and try again."


class Crowded(TooManyTries):
    says = "Very many are coming in at this moment. Wait {seconds} seconds and press again."


class NotUnlocked(Problem):
    says = "Your key is locked again. Sign in to open it."


class TooManyCodes(Problem):
    says = "Too many wrong codes. Wait {minutes} minutes and try again."


class WrongPhoneCode(Problem):
    says = "This code does not fit, is too old or was used by another phone. Ask for a new one."


class WrongCode(Problem):
    says = "This code does not fit, or it was used before. Wait for the next one and try again."


class WrongPasskey(Problem):
    says = "The passkey was not accepted. Try again, or use a code."


class WrongInvitation(Problem):
    says = (
        "This code does not fit, was used before or is too old. Compare each letter, or ask for a "
        "new one."
    )


class NoDeployment(Problem):
    says = "The keys of this deployment are not there. Run the founding ceremony first."


class AlreadyBegun(Problem):
    says = "There is a key file {file} already. Keys are made once; move it away to begin anew."


class DemoKeys(Problem):
    says = "These keys are for demonstration only. A deployment with real people makes its own."


class WrongKeyFile(Problem):
    says = "The key file {file} can't be used here. Check that it is the right file, unchanged."


class SameHolder(Problem):
    says = "Both files are of one holder. It takes two different ones of the three."


class NoHolder(Problem):
    says = "Somebody who holds the key of this body must be signed in to do this."


class UsernameTaken(Problem):
    says = "Somebody has this user name already. Choose another one."


class AlreadyMember(Problem):
    says = "This person has this role here already."


class NotMember(Problem):
    says = "This person does not have this role here."
