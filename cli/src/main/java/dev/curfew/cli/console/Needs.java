package dev.curfew.cli.console;

/** What AWS must allow for each thing that is read or done. */
final class Needs {

    static final String LEASES =
            "cloudformation:DescribeStacks; dynamodb:GetItem and Scan on the leases table";
    static final String INVENTORY =
            "cloudformation:DescribeStacks; dynamodb:Scan on the inventory table";
    static final String TERMS =
            "cloudformation:DescribeStacks; dynamodb:Scan and GetItem on the catalogue table";
    static final String FINDINGS = LEASES + "; " + "dynamodb:Scan on the inventory table";
    static final String JOURNAL =
            "cloudformation:DescribeStacks; dynamodb:Query on the journal table; dynamodb:GetItem on the leases and"
                    + " inventory tables";

    private Needs() {}
}
