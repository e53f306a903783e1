"""What can stand in the way of publishing."""

from amparo.base.problems import Problem


class NotOverYet(Problem):
    says = "This period is not over yet. Its numbers can be published when it is."


class NotAPeriod(Problem):
    says = "This is no period that this country publishes."
